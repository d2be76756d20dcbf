import type { Scenario, Step } from '#e2e/oracle/scenario.ts'
import { core, deployments, services, withNamespace } from './apps.ts'
import { forget } from './steps.ts'

/** As kubectl sends it: an envelope `k8s\0` around the object. */
const sent = (name: string, path: string, bytes: string): Step => ({
  name,
  as: 'admin',
  method: 'POST',
  path,
  bytes,
  headers: {
    'content-type': 'application/vnd.kubernetes.protobuf',
    accept: 'application/vnd.kubernetes.protobuf;q=0.1,application/json',
  },
})
const options = '?fieldManager=kubectl-create&fieldValidation=Strict'

export const protobufScenarios: Scenario[] = [
  {
    name: 'protobuf',
    covers: 'protobuf bodies, captured from kubectl 1.32 create and auth can-i, answered in JSON',
    needs: ['builtin', 'protobuf'],
    setup: withNamespace,
    steps: [
      sent(
        'config-map',
        `${core}/configmaps${options}`,
        'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEi4KJAoJcGItY29uZmlnEgAaC29yYWNsZS1hcHBzIgAqADIAOABCABIGCgFhEgFiGgAiAA==',
      ),
      sent(
        'deployment',
        deployments + options,
        'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50EtEBCjAKBnBiLXdlYhIAGgtvcmFjbGUtYXBwcyIAKgAyADgAQgBaDQoDYXBwEgZwYi13ZWISjgEIAhIPCg0KA2FwcBIGcGItd2ViGnEKHwoAEgAaACIAKgAyADgAQgBaDQoDYXBwEgZwYi13ZWISThIwCgVuZ2lueBIHbmdpbng6MSoAMgoKABAAGFAiACoAQgBqAHIAgAEAiAEAkAEAogEAGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBACICCgAoADgAGgwIABAAGAAgACgAOAAaACIA',
      ),
      sent(
        'can-i',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSQAoQCgASABoAIgAqADIAOABCABIiCiAKC29yYWNsZS1hcHBzEgNnZXQaACIAKgRwb2RzMgA6ABoICAASABoAIAAaACIA',
      ),
      sent(
        'secret',
        `${core}/secrets${options}`,
        'azhzAAoMCgJ2MRIGU2VjcmV0EjYKJAoJcGItc2VjcmV0EgAaC29yYWNsZS1hcHBzIgAqADIAOABCABIMCgR1c2VyEgRhbm5hGgAaACIA',
      ),
      sent(
        'service',
        services + options,
        'azhzAAoNCgJ2MRIHU2VydmljZRJ9CjAKBnBiLXN2YxIAGgtvcmFjbGUtYXBwcyIAKgAyADgAQgBaDQoDYXBwEgZwYi1zdmMSRQobCgc4MC04MDgwEgNUQ1AYUCIHCAAQkD8aACgAEg0KA2FwcBIGcGItc3ZjGgAiCUNsdXN0ZXJJUDoAQgBSAFoAYABoABoCCgAaACIA',
      ),
      sent(
        'quota',
        `${core}/resourcequotas${options}&dryRun=All`,
        'azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRJFCiMKCHBiLXF1b3RhEgAaC29yYWNsZS1hcHBzIgAqADIAOABCABIcCg0KA2NwdRIGCgQ1MDBtCgsKBHBvZHMSAwoBMxoAGgAiAA==',
      ),
      sent('not-protobuf', `${core}/configmaps`, 'e30='),
      sent('truncated', `${core}/configmaps`, 'azhzAAoPCgJ2MQ=='),
      sent(
        'custom-resource-group',
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
        'azhzAAoPCgJ2MRIJQ29uZmlnTWFw',
      ),
    ],
    cleanup: [
      forget(`${core}/configmaps/pb-config`),
      forget(`${core}/secrets/pb-secret`),
      forget(`${deployments}/pb-web`),
      forget(`${services}/pb-svc`),
    ],
  },
]
