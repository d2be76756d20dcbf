import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { clusterPrefix, managementPrefix, spacePrefix, virtualClusterPrefix } from '#api/paths.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import { forbiddenValue, invalidValue, type FieldCause } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { failure, invalid, notFound, StatusError } from '#kube/status.ts'
import type { Context } from '#server/gateway/context.ts'
import type { Instance } from '#server/gateway/hosts.ts'
import { note } from '#server/gateway/pass.ts'
import type { Identity } from '#server/identity/identity.ts'
import { kubeconfigOf } from '#server/kubeconfig.ts'
import { readObject } from './body.ts'
import { objectOf, type AskedPart } from './subresource.ts'

/** What a kubeconfig is for. */
export type KubeconfigFor =
  | { management: true }
  | { cluster: string }
  | { project: string; space: string; namespace?: string | undefined }
  | { project: string; virtualCluster: string }

/** How long a kubeconfig is good at the most, in seconds. */
const mostSeconds = 24 * 3600

interface Wanted {
  target: KubeconfigFor
  seconds?: number
  /** In the place of the gateway's own address. */
  server?: string
}

/** Makes a kubeconfig with a key of its own, which opens nothing else, is listed and can be revoked. */
export async function makeKubeconfig(
  { accounts, directory, address, ca }: Context,
  identity: Identity,
  { target, seconds = mostSeconds, server }: Wanted,
): Promise<{ kubeConfig: string; expires: string }> {
  const user = directory.users.get(identity.user)
  if (user === undefined) throw new StatusError(failure(404, 'NotFound', 'the user is gone'))
  const { what, name, prefix, scope, namespace } = placeOf(target)
  const { key, expires } = await accounts.makeKey({
    user,
    type: 'User',
    displayName: `Kubeconfig for ${what}`,
    seconds,
    ...(scope === undefined ? {} : { scope }),
  })
  const kubeConfig = kubeconfigOf({
    name,
    server: server ?? address + prefix,
    ca,
    token: key,
    ...(namespace === undefined ? {} : { namespace }),
  })
  return { kubeConfig, expires }
}

export interface KubeconfigPlace {
  what: string
  name: string
  prefix: string
  /** What its key opens; undefined is all that its owner may. */
  scope?: AccessKeyScope
  namespace?: string | undefined
}

/** What a kubeconfig for something says, and what its key opens. */
export function placeOf(target: KubeconfigFor): KubeconfigPlace {
  if ('management' in target) return { what: 'the management API', name: 'aerie', prefix: managementPrefix }
  if ('cluster' in target) {
    const { cluster } = target
    const scope = { clusters: [{ cluster }] }
    return { what: `the cluster ${cluster}`, name: cluster, prefix: clusterPrefix(cluster), scope }
  }
  const { project } = target
  if ('space' in target) {
    const { space, namespace } = target
    return {
      what: `the space ${space} in ${project}`,
      name: `${project}-${space}`,
      prefix: spacePrefix(project, space),
      scope: { spaces: [{ project, space }] },
      namespace,
    }
  }
  const { virtualCluster } = target
  return {
    what: `the virtual cluster ${virtualCluster} in ${project}`,
    name: `${project}-${virtualCluster}`,
    prefix: virtualClusterPrefix(project, virtualCluster),
    scope: { virtualClusters: [{ project, virtualCluster }] },
  }
}

/** `POST virtualclusterinstances/{n}/kubeconfig`, also of one that is not ready yet. */
export async function virtualClusterKubeconfig(asked: AskedPart) {
  const { virtualClusterInstances } = asked.context.directory
  const found = await objectOf(asked, virtualClusterInstances, virtualClusterInstance)
  return answerFor(asked, 'VirtualClusterInstance', (project) => ({
    project,
    virtualCluster: found.metadata.name,
  }))
}

/** `POST spaceinstances/{n}/kubeconfig`, with the namespace of the space. */
export async function spaceKubeconfig(asked: AskedPart) {
  const found = await objectOf(asked, asked.context.directory.spaceInstances, spaceInstance)
  return answerFor(asked, 'SpaceInstance', (project) => spaceTarget(project, found))
}

export function spaceTarget(project: string, { metadata, spec }: Instance): KubeconfigFor {
  return { project, space: metadata.name, namespace: spec.clusterRef?.namespace || undefined }
}

async function answerFor(
  asked: AskedPart,
  kind: string,
  targetIn: (project: string) => KubeconfigFor,
): Promise<object> {
  const { context, admitted, request, info } = asked
  const project = projectOfNamespace(info.namespace)
  if (project === undefined) throw notFound({ ...info, name: info.name ?? '' })
  const apiVersion = `${info.group}/${info.version}`
  const { spec } = await readObject(request, { apiVersion, kind: `${kind}KubeConfig` })
  const { seconds, server } = readSpec(kind, info.name ?? '', isObject(spec) ? spec : {})
  await note(context, admitted, request, info.verb)
  const { kubeConfig } = await makeKubeconfig(context, admitted.caller.identity, {
    target: targetIn(project),
    seconds,
    ...(server === '' ? {} : { server }),
  })
  return { spec: spec ?? {}, status: { kubeConfig } }
}

function readSpec(kind: string, name: string, spec: Record<string, unknown>) {
  const { certificateTTL, server = '', clientCert = false } = spec
  const causes: FieldCause[] = []
  const seconds = certificateTTL ?? 0
  const isSeconds = typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0
  if (!isSeconds)
    causes.push(
      invalidValue('spec.certificateTTL', certificateTTL, 'must be a whole number of seconds, 0 or more'),
    )
  const isServer = typeof server === 'string' && (server === '' || URL.parse(server)?.protocol === 'https:')
  if (!isServer) causes.push(invalidValue('spec.server', server, 'must be an https address'))
  if (clientCert !== false)
    causes.push(forbiddenValue('spec.clientCert', 'clients are known by access keys, which can be revoked'))
  if (causes.length > 0 || !isSeconds || !isServer)
    throw invalid({ group: 'management.loft.sh', kind: `${kind}KubeConfig`, name }, causes)
  // Nothing said, and what Kubernetes would decide on, is the most that there is.
  return { seconds: seconds === 0 ? mostSeconds : Math.min(seconds, mostSeconds), server }
}
