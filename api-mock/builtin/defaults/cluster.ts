import type { JsonObject } from '#kube/json.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { all, amounts, conditions, each, empty, inside, missing, defaultsOf, struct } from './fill.ts'

const nodeInfo = {
  machineID: '',
  systemUUID: '',
  bootID: '',
  kernelVersion: '',
  osImage: '',
  containerRuntimeVersion: '',
  kubeletVersion: '',
  kubeProxyVersion: '',
  operatingSystem: '',
  architecture: '',
}

const nodeStatus = all(
  amounts('capacity', 'allocatable'),
  // All that a node has can be used, until its kubelet says what it keeps for itself.
  (status) => (isObject(status.capacity) ? missing({ allocatable: status.capacity })(status) : status),
  conditions('lastHeartbeatTime', 'lastTransitionTime'),
  struct('daemonEndpoints', struct('kubeletEndpoint', missing({ Port: 0 }))),
  struct('nodeInfo', missing(nodeInfo)),
  each('images', missing({ names: null })),
)

/** `podCIDR` is the first of `podCIDRs`; where they differ, the former counts. */
function withPodCIDRs(spec: JsonObject): JsonObject {
  const { podCIDR, podCIDRs } = spec
  const first: unknown = Array.isArray(podCIDRs) ? podCIDRs[0] : undefined
  if (textOf(podCIDR) === '') return textOf(first) === '' ? spec : { ...spec, podCIDR: first }
  return first === podCIDR ? spec : { ...spec, podCIDRs: [podCIDR] }
}

const limitAmounts = amounts('max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio')

/** For containers the default limit is the maximum, and the default request the default limit or the minimum. */
function limitRangeItem(item: JsonObject): JsonObject {
  if (item.type !== 'Container') return item
  const limits = { ...fieldsOf(item.max), ...fieldsOf(item.default) }
  const requests = { ...fieldsOf(item.min), ...limits, ...fieldsOf(item.defaultRequest) }
  return {
    ...item,
    ...(Object.keys(limits).length === 0 ? {} : { default: limits }),
    ...(Object.keys(requests).length === 0 ? {} : { defaultRequest: requests }),
  }
}

const namespaceFields = defaultsOf(
  struct('spec'),
  struct('status', empty({ phase: 'Active' }), conditions('lastTransitionTime')),
)

/** Selectors of network policies find namespaces by their name. */
function namespaces(given: KubeObject): KubeObject {
  const filled = namespaceFields(given)
  const { metadata } = filled
  if (metadata.name === '') return filled
  const labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name }
  return { ...filled, metadata: { ...metadata, labels } }
}

const eventSeries = inside('series', missing({ lastObservedTime: null }))

export const cluster = {
  '/nodes': defaultsOf(struct('spec', withPodCIDRs), struct('status', nodeStatus)),
  '/namespaces': namespaces,
  '/resourcequotas': defaultsOf(struct('spec', amounts('hard')), struct('status', amounts('hard', 'used'))),
  '/limitranges': defaultsOf(
    struct('spec', missing({ limits: null }), each('limits', limitAmounts, limitRangeItem)),
  ),
  '/events': defaultsOf(
    struct('involvedObject'),
    struct('source'),
    missing({ firstTimestamp: null, lastTimestamp: null, eventTime: null }),
    missing({ reportingComponent: '', reportingInstance: '' }),
    eventSeries,
  ),
  'events.k8s.io/events': defaultsOf(
    struct('regarding'),
    struct('deprecatedSource'),
    missing({ eventTime: null, deprecatedFirstTimestamp: null, deprecatedLastTimestamp: null }),
    eventSeries,
  ),
  'coordination.k8s.io/leases': defaultsOf(struct('spec')),
  'certificates.k8s.io/certificatesigningrequests': defaultsOf(
    struct('spec'),
    struct('status', conditions('lastUpdateTime', 'lastTransitionTime')),
  ),
}
