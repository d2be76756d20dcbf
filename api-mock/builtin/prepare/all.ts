import { sameJson } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { each, isEmpty, without } from '#api-mock/builtin/defaults/fill.ts'
import { pods } from './pod.ts'
import { services } from './services.ts'
import { firstStatus, keepMetadata, withFirstStatus } from './status.ts'
import type { Prepare } from './status.ts'
import { storage } from './storage.ts'
import { workloads } from './workloads.ts'

/** What is new has the first status; who writes the status later leaves the metadata alone. */
function ownStatus(resource: string): Record<string, Prepare> {
  return { [resource]: { ...firstStatus(resource), prepareForUpdate: keepMetadata } }
}

/** The labels of a slice say whose endpoints they are: a change of them counts. */
const endpointSlices: Prepare = {
  prepareForUpdate: (object, live) => {
    const { metadata } = object
    if (sameJson(metadata.labels ?? {}, live.metadata.labels ?? {})) return object
    return { ...object, metadata: { ...metadata, generation: (live.metadata.generation ?? 0) + 1 } }
  },
}

/** Of the secrets of a service account only the names are kept. */
const serviceAccounts: Prepare = {
  prepareForCreate: withSecretNames,
  prepareForUpdate: withSecretNames,
}

function withSecretNames(object: KubeObject): KubeObject {
  const { secrets } = each('secrets', ({ name }) => (name === undefined ? {} : { name }))(object)
  return secrets === undefined ? object : { ...object, secrets }
}

const csr = 'certificates.k8s.io/certificatesigningrequests'

/** Who asks for a certificate is not for him to say, nor can a request be changed. */
const signingRequests: Prepare = {
  prepareForCreate: (object) => ({
    ...withFirstStatus(csr, object),
    spec: without('username', 'uid', 'groups', 'extra')(fieldsOf(object.spec)),
  }),
  prepareForUpdate: (object, live, subresource) => ({
    ...object,
    spec: live.spec,
    ...(subresource === 'approval' ? { status: withDecision(object, live) } : {}),
  }),
}

/** Who approves or denies a request changes its conditions, and nothing else of its status. */
function withDecision(object: KubeObject, live: KubeObject): JsonObject {
  const dated = each('conditions', (condition) => ({
    ...condition,
    lastTransitionTime: condition.lastTransitionTime ?? condition.lastUpdateTime ?? null,
  }))(fieldsOf(object.status))
  const { conditions } = dated
  return { ...fieldsOf(live.status), ...(conditions === undefined ? {} : { conditions }) }
}

const apiServices = 'apiregistration.k8s.io/apiservices'

/** What no service answers the API server answers itself. */
function withAvailability(object: KubeObject): KubeObject {
  const created = withFirstStatus(apiServices, object)
  if (!isEmpty(fieldsOf(object.spec).service)) return created
  const available: JsonObject = {
    type: 'Available',
    status: 'True',
    lastTransitionTime: object.metadata.creationTimestamp ?? null,
    reason: 'Local',
    message: 'Local APIServices are always available',
  }
  return { ...created, status: { conditions: [available] } }
}

/**
 * What the strategies of the built-in kinds set, reset and keep, by `group/plural`; `generation`, and that a
 * subresource writes its part only, are done for all kinds alike. The input is never changed.
 */
export const prepares: Record<string, Prepare> = {
  '/pods': pods,
  '/services': services,
  '/serviceaccounts': serviceAccounts,
  '/resourcequotas': firstStatus('/resourcequotas'),
  ...workloads,
  ...storage,
  'autoscaling/horizontalpodautoscalers': firstStatus('autoscaling/horizontalpodautoscalers'),
  'policy/poddisruptionbudgets': firstStatus('policy/poddisruptionbudgets'),
  'discovery.k8s.io/endpointslices': endpointSlices,
  'networking.k8s.io/ingresses': firstStatus('networking.k8s.io/ingresses'),
  ...ownStatus('networking.k8s.io/servicecidrs'),
  ...ownStatus('admissionregistration.k8s.io/validatingadmissionpolicies'),
  ...ownStatus('flowcontrol.apiserver.k8s.io/flowschemas'),
  ...ownStatus('flowcontrol.apiserver.k8s.io/prioritylevelconfigurations'),
  ...ownStatus('resource.k8s.io/resourceclaims'),
  [csr]: signingRequests,
  [apiServices]: { prepareForCreate: withAvailability, prepareForUpdate: keepMetadata },
}
