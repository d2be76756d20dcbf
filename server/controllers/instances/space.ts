import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { spaceAdminRole } from '#server/controllers/host.ts'
import { refusedRoles, withoutRoles, type RoleSources } from './access.ts'
import { membersOf, removeOutsiders, syncBindings } from './access-sync.ts'
import type { SpaceDefinition } from './definition.ts'
import { hasNamespace, syncNamespace } from './host-space.ts'
import { finishWalk, hostOf, resolvedStep, saveStatus, scheduledStep, type Walk } from './instance-walk.ts'
import { readApplied, syncManifests } from './manifest-sync.ts'
import { Problem } from './problem.ts'
import type { Progress } from './progress.ts'

/** Brings a space to what it should be: a namespace on its host with what its template says. */
export async function syncSpace(at: Walk<SpaceInstance>): Promise<Progress> {
  const { directory } = at.surroundings
  const { spec, status } = at.instance
  let definition: SpaceDefinition = {}
  let open = false
  const definitions = {
    templateKind: spaceTemplate,
    template: (name: string) => directory.spaceTemplates.get(name),
    wanted: spec,
    current: status?.space,
    field: 'space' as const,
  }
  const resolved = resolvedStep(at, definitions, (found: SpaceDefinition) => (definition = found))
  const keepAccess = async () => {
    if (await hasNamespace(at)) await syncAccess(at, definition)
  }
  return finishWalk(at, keepAccess, [
    scheduledStep(at),
    resolved,
    {
      type: 'SpaceSynced',
      // What a template or a rule of access says wrongly keeps nobody from the namespace.
      optional: () => open,
      async run() {
        await syncNamespace(at, definition.metadata)
        await syncAccess(at, definition)
        open = true
        const { host, place } = hostOf(at)
        const { spaceObjects } = at.instance.status ?? {}
        await syncManifests(host, {
          text: definition.objects,
          before: spaceObjects?.lastAppliedObjects,
          isOwn: isOwn(at),
          namespace: place.namespace,
          note: (text) => {
            at.status = { ...at.status, spaceObjects: { ...spaceObjects, lastAppliedObjects: text } }
            return saveStatus(at)
          },
        })
        refuseRoles(at, definition)
      },
    },
    { type: 'SpaceReady', run: () => undefined },
  ])
}

function rolesOf(at: Walk<SpaceInstance>, { access }: SpaceDefinition): RoleSources {
  const extra = at.instance.spec.extraAccessRules
  return { otherwise: spaceAdminRole, template: access, isOwn: isOwn(at), extra }
}

/** Whether it is made from a template that nobody but those who may change it has seen. */
function isOwn({ instance }: Walk<SpaceInstance>): boolean {
  return !instance.spec.templateRef?.name
}

async function syncAccess(at: Walk<SpaceInstance>, definition: SpaceDefinition): Promise<void> {
  const { host, place } = hostOf(at)
  const roles = rolesOf(at, definition)
  const members = membersOf(at.surroundings.directory, at.of, at.instance)
  await syncBindings(host, members, withoutRoles(roles, refusedRoles(roles)), place.namespace)
  await removeOutsiders(host, {
    directory: at.surroundings.directory,
    of: at.of,
    instance: at.instance,
    namespace: place.namespace,
    manifests: readApplied(at.instance.status?.spaceObjects?.lastAppliedObjects),
  })
}

function refuseRoles(at: Walk<SpaceInstance>, definition: SpaceDefinition): void {
  const refused = refusedRoles(rolesOf(at, definition))
  if (refused.length === 0) return
  throw new Problem(
    'RoleNotAllowed',
    `${isOwn(at) ? 'spec.template and ' : ''}spec.extraAccessRules may not give the role ${refused.join(', ')}: give admin, edit, view or one that the template names`,
  )
}
