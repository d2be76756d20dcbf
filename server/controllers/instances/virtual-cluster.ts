import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { StatusError } from '#kube/status.ts'
import { administratorsBinding, type RoleSources } from './access.ts'
import { membersOf, removeOutsiders, syncBindings } from './access-sync.ts'
import type { VirtualClusterDefinition } from './definition.ts'
import { hasNamespace, syncNamespace } from './host-space.ts'
import type { Inside, Insides } from './insides.ts'
import { finishWalk, hostOf, resolvedStep, saveStatus, scheduledStep, type Walk } from './instance-walk.ts'
import { readApplied, syncManifests } from './manifest-sync.ts'
import type { Place } from './placement.ts'
import { Problem, Waiting } from './problem.ts'
import type { Progress, Step } from './progress.ts'
import { deployHash, virtualClusterObjects } from './virtual-cluster-objects.ts'

type At = Walk<VirtualClusterInstance>

/** What is known while a virtual cluster is looked at. */
interface Parts {
  definition: VirtualClusterDefinition
  /** There once it is online. */
  inside?: Inside
}

/** Brings a virtual cluster to what it should be: its control plane on its host, and what is inside of it. */
export async function syncVirtualCluster(at: At, insides: Insides): Promise<Progress> {
  const { directory } = at.surroundings
  const { spec, status } = at.instance
  const parts: Parts = { definition: {} }
  const definitions = {
    templateKind: virtualClusterTemplate,
    template: (name: string) => directory.virtualClusterTemplates.get(name),
    wanted: spec,
    current: status?.virtualCluster,
    field: 'virtualCluster' as const,
  }
  const resolved = resolvedStep(
    at,
    definitions,
    (found: VirtualClusterDefinition) => (parts.definition = found),
  )
  const keepAccess = async () => {
    if (await hasNamespace(at)) await syncHostAccess(at)
    const inside = insides.known(keyOf(at))
    if (inside !== undefined) await syncAccess(at, inside, parts.definition)
  }
  return finishWalk(at, keepAccess, [
    scheduledStep(at),
    resolved,
    spaceStep(at, parts),
    deployedStep(at, parts),
    readyStep(at, insides),
    onlineStep(at, parts, insides),
    accessStep(at, parts),
    objectsStep(at, parts),
  ])
}

function nameOf({ named }: At, { virtualCluster }: Place): string {
  return virtualCluster ?? named.name
}

/** Around a virtual cluster people look, and change nothing: it is the control plane's own. */
async function syncHostAccess(at: At): Promise<void> {
  const { host, place } = hostOf(at)
  const members = membersOf(at.surroundings.directory, at.of, at.instance)
  await syncBindings(host, members, { otherwise: 'view' }, place.namespace)
  await removeOutsiders(host, {
    directory: at.surroundings.directory,
    of: at.of,
    instance: at.instance,
    namespace: place.namespace,
    manifests: readApplied(at.instance.status?.spaceObjects?.lastAppliedObjects),
  })
}

function spaceStep(at: At, parts: Parts): Step {
  let open = false
  return {
    type: 'SpaceSynced',
    optional: () => open,
    async run() {
      const { spaceTemplate } = parts.definition
      await syncNamespace(at, spaceTemplate?.metadata)
      await syncHostAccess(at)
      open = true
      const { host, place } = hostOf(at)
      const { spaceObjects } = at.instance.status ?? {}
      await syncManifests(host, {
        text: spaceTemplate?.objects,
        before: spaceObjects?.lastAppliedObjects,
        isOwn: !at.instance.spec.templateRef?.name,
        namespace: place.namespace,
        note: (text) => {
          at.status = { ...at.status, spaceObjects: { ...spaceObjects, lastAppliedObjects: text } }
          return saveStatus(at)
        },
      })
    },
  }
}

function deployedStep(at: At, parts: Parts): Step {
  return {
    type: 'VirtualClusterDeployed',
    // What runs goes on running where it cannot become what it should be now.
    optional: () => at.status['deployHash'] !== undefined,
    async run() {
      const { host, place } = hostOf(at)
      const { chart, values } = parts.definition.helmRelease ?? {}
      const name = nameOf(at, place)
      const objects = virtualClusterObjects({
        name,
        namespace: place.namespace,
        version: chart?.version,
        values,
      })
      for (const object of objects) {
        const made = await host.ensure(object).catch((error: unknown) => {
          throw object.kind === 'StatefulSet' ? unchangeable(error) : error
        })
        if (object.kind === 'Service' && object.metadata.name === name)
          at.status = { ...at.status, serviceUID: made.metadata.uid }
      }
      at.status = { ...at.status, deployHash: deployHash(objects) }
    },
  }
}

/** A stateful set keeps the claims that it was made with; the API server says so without saying what to do. */
function unchangeable(error: unknown): unknown {
  if (!(error instanceof StatusError) || error.code !== 422) return error
  return new Problem(
    'ControlPlaneFixed',
    `its control plane goes on as it was made, because a part of it that is fixed would change, such as the size of its storage: go back to the former parameters or template, or delete the virtual cluster and make it anew (${error.message})`,
  )
}

function readyStep(at: At, insides: Insides): Step {
  return {
    type: 'VirtualClusterReady',
    async run() {
      const { host, place } = hostOf(at)
      const state = await host.stateOf(place.namespace, nameOf(at, place))
      if (state.ready) return
      insides.close(keyOf(at))
      at.status = { ...at.status, online: false }
      throw new Waiting(state.reason, state.message)
    },
  }
}

function keyOf({ named }: At): string {
  return `${named.namespace}/${named.name}`
}

function onlineStep(at: At, parts: Parts, insides: Insides): Step {
  return {
    type: 'VirtualClusterOnline',
    async run() {
      const { place } = hostOf(at)
      const { cluster, namespace } = place
      at.status = { ...at.status, online: false }
      parts.inside = await insides.of(keyOf(at), { cluster, namespace, name: nameOf(at, place) })
      at.status = { ...at.status, online: true, kubernetesVersion: parts.inside.kubernetesVersion }
    },
  }
}

function insideOf({ inside }: Parts): Inside {
  if (inside === undefined) throw new Waiting('Offline', 'it is not reached yet')
  return inside
}

function accessStep(at: At, parts: Parts): Step {
  return {
    type: 'VirtualClusterSynced',
    run: () => syncAccess(at, insideOf(parts), parts.definition),
  }
}

async function syncAccess(at: At, inside: Inside, { access }: VirtualClusterDefinition): Promise<void> {
  const extra = at.instance.spec.extraAccessRules
  const roles: RoleSources = { otherwise: 'cluster-admin', template: access, extra }
  await inside.ensure(administratorsBinding)
  await syncBindings(inside, membersOf(at.surroundings.directory, at.of, at.instance), roles)
}

function objectsStep(at: At, parts: Parts): Step {
  return {
    type: 'VirtualClusterAppsAndObjectsSynced',
    async run() {
      const { virtualClusterObjects: applied } = at.instance.status ?? {}
      await syncManifests(insideOf(parts), {
        text: parts.definition.objects,
        before: applied?.lastAppliedObjects,
        note: (text) => {
          at.status = { ...at.status, virtualClusterObjects: { ...applied, lastAppliedObjects: text } }
          return saveStatus(at)
        },
      })
    },
  }
}
