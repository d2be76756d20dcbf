import type { JsonObject } from '#kube/json.ts'
import type { Labels } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import type { Target } from './metadata.ts'
import { hostName } from './names.ts'
import { hostContainer, serviceVariables } from './pod-environment.ts'
import type { Rename } from './pod-environment.ts'
import { podMetadata } from './pod-metadata.ts'
import { hostAffinity, hostSpread } from './pod-placement.ts'
import { hostVolumes } from './pod-volumes.ts'
import type { VolumeParts } from './pod-volumes.ts'

const apiServerNames = [
  'kubernetes.default.svc.cluster.local',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
]

/** What a pod on the host depends on besides the pod inside. */
export interface PodSurroundings {
  target: Target
  /** The labels of the namespace inside. */
  namespaceLabels: Labels
  /** What the pod runs as on the host; undefined for what its namespace there has for all. */
  serviceAccount: string | undefined
  /** Where the API server inside is found. */
  address: string
  /** The services of the pod's namespace inside. */
  services: readonly KubeObject[]
  token: VolumeParts['token']
}

/** The pod that the host runs for one inside. */
export function hostPod(pod: KubeObject, surroundings: PodSurroundings): KubeObject {
  const { target, serviceAccount, namespaceLabels, address } = surroundings
  const { vcluster } = target
  const { namespace = '', name } = pod.metadata
  const whose = { namespace, vcluster }
  const rename = renameIn(namespace, vcluster)
  const {
    serviceAccount: _account,
    serviceAccountName: _accountName,
    priorityClassName: _class,
    priority: _priority,
    preemptionPolicy: _policy,
    subdomain: _subdomain,
    ...spec
  } = fieldsOf(pod.spec)
  const { volumes, tokens } = hostVolumes(listOf(spec.volumes), {
    vcluster,
    rename,
    token: surroundings.token,
  })
  const { imagePullSecrets, affinity, topologySpreadConstraints: spread } = spec
  const metadata = podMetadata(pod, target, { namespaceLabels, tokens })
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: {
      ...spec,
      ...hostContainers(pod, surroundings),
      ...(volumes.length === 0 ? {} : { volumes }),
      ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      hostname: textOf(spec.hostname) || hostnameOf(name),
      hostAliases: [...listOf(spec.hostAliases), ...aliasesOf(address)],
      ...(imagePullSecrets === undefined
        ? {}
        : { imagePullSecrets: listOf(imagePullSecrets).map((each) => ({ name: rename(each.name) })) }),
      ...(affinity === undefined ? {} : { affinity: hostAffinity(fieldsOf(affinity), whose) }),
      ...(spread === undefined
        ? {}
        : { topologySpreadConstraints: listOf(spread).map((each) => hostSpread(each, whose)) }),
    },
  }
}

/** The lists of containers that a pod has on the host. */
export function hostContainers(
  { metadata, spec: given }: KubeObject,
  { target, address, services }: PodSurroundings,
): JsonObject {
  const { vcluster } = target
  const spec = fieldsOf(given)
  const linked = spec.enableServiceLinks === true ? services : []
  const parts = {
    vcluster,
    rename: renameIn(metadata.namespace ?? '', vcluster),
    variables: serviceVariables(linked, address),
  }
  const lists = ['containers', 'initContainers', 'ephemeralContainers'].filter(
    (list) => spec[list] !== undefined,
  )
  return Object.fromEntries(
    lists.map((list) => [list, listOf(spec[list]).map((each) => hostContainer(each, parts))]),
  )
}

function renameIn(namespace: string, vcluster: string): Rename {
  return (name) => hostName({ namespace, name: textOf(name) }, vcluster)
}

/** A hostname has no dots and at most 63 characters. */
function hostnameOf(name: string): string {
  return name.slice(0, 63).replaceAll('.', '-').replace(/-$/, '')
}

function aliasesOf(ip: string): JsonObject[] {
  return ip === '' ? [] : [{ ip, hostnames: [...apiServerNames] }]
}
