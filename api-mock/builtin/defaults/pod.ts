import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { container, containerStatus } from './containers.ts'
import {
  all,
  amounts,
  conditions,
  defaultsOf,
  each,
  empty,
  inside,
  isEmpty,
  missing,
  struct,
  when,
} from './fill.ts'
import { requestsFromLimits, withPodResources } from './pod-resources.ts'
import { volume } from './volumes.ts'

/** What the spec of a pod and the templates of all that makes pods have in common. */
const podSpec = all(
  inside('resources', amounts('limits', 'requests')),
  amounts('overhead'),
  each('volumes', volume),
  each('initContainers', container),
  each('containers', container),
  each('ephemeralContainers', container),
  withServiceAccount,
  empty({ dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' }),
  missing({ securityContext: {}, terminationGracePeriodSeconds: 30 }),
)

/** `serviceAccount` is the old name of `serviceAccountName`: they always say the same. */
function withServiceAccount(spec: JsonObject): JsonObject {
  const name = textOf(spec.serviceAccountName) || textOf(spec.serviceAccount)
  return name === '' ? spec : { ...spec, serviceAccountName: name, serviceAccount: name }
}

export const podTemplate = all(struct('metadata'), struct('spec', podSpec))

/** On the network of its node a container's ports are the node's. */
const hostPorts = each('ports', (port) =>
  isEmpty(port.hostPort) && !isEmpty(port.containerPort) ? { ...port, hostPort: port.containerPort } : port,
)

const podStatus = all(
  withPodIPs,
  conditions('lastProbeTime', 'lastTransitionTime'),
  each('initContainerStatuses', containerStatus),
  each('containerStatuses', containerStatus),
  each('ephemeralContainerStatuses', containerStatus),
)

/** `podIP` is the first of `podIPs`; where they differ, the former counts. */
function withPodIPs(status: JsonObject): JsonObject {
  const { podIP, podIPs } = status
  const first: unknown = Array.isArray(podIPs) ? fieldsOf(podIPs[0]).ip : undefined
  if (textOf(podIP) === '') return textOf(first) === '' ? status : { ...status, podIP: first }
  return first === podIP ? status : { ...status, podIPs: [{ ip: podIP }] }
}

export const pod = defaultsOf(
  struct(
    'spec',
    each('containers', requestsFromLimits),
    each('initContainers', requestsFromLimits),
    withPodResources,
    missing({ enableServiceLinks: true }),
    when(
      ({ hostNetwork }) => hostNetwork === true,
      each('containers', hostPorts),
      each('initContainers', hostPorts),
    ),
    podSpec,
  ),
  struct('status', podStatus),
)

export const podTemplateObject = defaultsOf(struct('template', podTemplate))

/** The labels of the pods that an object makes; undefined where the template has none. */
export function templateLabels(spec: unknown): Record<string, string> | undefined {
  const { labels } = fieldsOf(fieldsOf(fieldsOf(spec).template).metadata)
  return isObject(labels) && isTexts(labels) ? labels : undefined
}

function isTexts(values: JsonObject): values is Record<string, string> {
  return Object.values(values).every((value) => typeof value === 'string')
}
