import type { JsonObject } from '#kube/json.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import {
  all,
  conditions,
  each,
  empty,
  inside,
  isEmpty,
  missing,
  defaultsOf,
  struct,
  when,
  without,
} from './fill.ts'

const tcp = empty({ protocol: 'TCP' })

const isOneOf =
  (...types: readonly string[]) =>
  ({ type }: JsonObject): boolean =>
    typeof type === 'string' && types.includes(type)

/** Whether a Service can be reached from outside, where it matters which node a connection goes to. */
export function isExternallyAccessible(spec: JsonObject): boolean {
  return (
    isOneOf('LoadBalancer', 'NodePort')(spec) || (spec.type === 'ClusterIP' && !isEmpty(spec.externalIPs))
  )
}

/** Three hours, in seconds. */
const stickiness = { clientIP: { timeoutSeconds: 10_800 } }

const sessionAffinity = all(
  empty({ sessionAffinity: 'None' }),
  when((spec) => spec.sessionAffinity === 'None', without('sessionAffinityConfig')),
  when(
    (spec) =>
      spec.sessionAffinity === 'ClientIP' &&
      isMissingTimeout(fieldsOf(fieldsOf(spec.sessionAffinityConfig).clientIP).timeoutSeconds),
    (spec) => ({ ...spec, sessionAffinityConfig: stickiness }),
  ),
)

function isMissingTimeout(seconds: unknown): boolean {
  return seconds === undefined || seconds === null
}

const servicePort = all(tcp, (port) =>
  isEmpty(port.targetPort) ? { ...port, targetPort: port.port ?? 0 } : port,
)

/** Addresses and node ports are no defaults: they are allocated. */
const serviceSpec = all(
  sessionAffinity,
  empty({ type: 'ClusterIP' }),
  each('ports', servicePort),
  when(isExternallyAccessible, empty({ externalTrafficPolicy: 'Cluster' })),
  when(isOneOf('ClusterIP', 'NodePort', 'LoadBalancer'), missing({ internalTrafficPolicy: 'Cluster' })),
  when(isOneOf('LoadBalancer'), missing({ allocateLoadBalancerNodePorts: true })),
)

const loadBalancer = struct(
  'loadBalancer',
  each(
    'ingress',
    when(({ ip }) => !isEmpty(ip), missing({ ipMode: 'VIP' })),
  ),
)

const portsTcp = each('ports', tcp)

const policyTypes = (spec: JsonObject): JsonObject =>
  empty({ policyTypes: isEmpty(spec.egress) ? ['Ingress'] : ['Ingress', 'Egress'] })(spec)

export const networking = {
  '/services': defaultsOf(struct('spec', serviceSpec), struct('status', loadBalancer)),
  '/endpoints': defaultsOf(each('subsets', portsTcp)),
  'discovery.k8s.io/endpointslices': defaultsOf(
    missing({ endpoints: null, ports: null }),
    each('endpoints', struct('conditions')),
    each('ports', missing({ name: '', protocol: 'TCP' })),
  ),
  'networking.k8s.io/ingresses': defaultsOf(struct('spec'), struct('status', struct('loadBalancer'))),
  'networking.k8s.io/ingressclasses': defaultsOf(
    struct('spec', inside('parameters', missing({ scope: 'Cluster' }))),
  ),
  'networking.k8s.io/ipaddresses': defaultsOf(struct('spec')),
  'networking.k8s.io/networkpolicies': defaultsOf(
    struct('spec', struct('podSelector'), policyTypes, each('ingress', portsTcp), each('egress', portsTcp)),
  ),
  'networking.k8s.io/servicecidrs': defaultsOf(
    struct('spec'),
    struct('status', conditions('lastTransitionTime')),
  ),
}
