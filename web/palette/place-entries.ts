import type { Project } from '#api/kinds/project.ts'
import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import type { PlaceNote } from '#api/preferences.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { keysTo } from '#web/shell/shortcuts.ts'
import { nameBeside, titleOf } from '#web/ui/object-words.ts'
import { visible } from '#web/ui/visible.ts'
import type { Entry, Group } from './entry.ts'

function leads(group: Group, title: string, to: string, rest: Partial<Entry> = {}): Entry {
  const keys = keysTo(to)
  return {
    id: `${group} ${to}`,
    group,
    title,
    does: { to },
    ...(keys === undefined ? {} : { keys }),
    ...rest,
  }
}

/** The places that are there whatever there is; some are for platform admins alone. */
export function placeEntries(isAdmin: boolean): Entry[] {
  return [
    leads('Places', 'Home', paths.home()),
    leads('Places', 'Projects', paths.projects()),
    leads('Places', 'Teams', paths.teams(), { also: 'groups' }),
    leads('Places', 'Users', paths.users(), { also: 'people' }),
    leads('Places', 'Quotas', paths.allQuotas(), { also: 'limits used headroom' }),
    leads('Places', 'Templates', paths.templates(), { also: 'versions parameters' }),
    leads('Places', 'Clusters', paths.clusters(), { also: 'nodes hosts' }),
    leads('Places', 'Profile', paths.profile(), { also: 'account me' }),
    leads('Places', 'Access keys', paths.accessKeys(), { beside: 'Profile', also: 'tokens' }),
    leads('Places', 'Sessions', paths.sessions(), { beside: 'Profile' }),
    leads('Places', 'Password', paths.password(), { beside: 'Profile' }),
    leads('Places', 'Preferences', paths.preferences(), { beside: 'Profile', also: 'settings' }),
    ...(isAdmin
      ? [
          leads('Places', 'Audit', paths.audit(), { also: 'log who did what' }),
          leads('Places', 'Administration', paths.admin(), { also: 'settings' }),
        ]
      : []),
  ]
}

/** What was kept or visited, in its order. */
export function notedEntries(group: 'Favourites' | 'Recent', notes: readonly PlaceNote[] = []): Entry[] {
  return notes.map(({ path, title }) => leads(group, visible(title), path))
}

interface Titled {
  metadata: { name: string; namespace?: string }
  spec: { displayName?: string | undefined }
}

/** Objects of one kind, each leading to its page. */
export function objectEntries<T extends Titled>(
  group: Group,
  objects: readonly T[],
  to: (object: T) => string,
): Entry[] {
  return objects.map((object) => {
    const name = nameBeside(object)
    return leads(group, titleOf(object), to(object), {
      id: `${group} ${object.metadata.name}`,
      ...(name === undefined ? { also: object.metadata.name } : { beside: name }),
    })
  })
}

/** Spaces or virtual clusters, each with the project that it is in. */
export function instanceEntries(
  side: Side,
  instances: readonly Instance[],
  titleOfProject: (project: string) => string,
): Entry[] {
  const group = side.one === 'space' ? 'Spaces' : 'Virtual clusters'
  return instances.map((instance) => {
    const { name } = instance.metadata
    const project = projectOf(instance)
    return leads(group, titleOf(instance), side.page(project, name), {
      beside: titleOfProject(project),
      also: `${name} ${project}`,
    })
  })
}

/** Templates of spaces or of virtual clusters. */
export function templateEntries(
  kind: 'space' | 'virtualcluster',
  templates: readonly (SpaceTemplate | VirtualClusterTemplate)[],
): Entry[] {
  const of = kind === 'space' ? 'Spaces' : 'Virtual clusters'
  return templates.map((template) => {
    const { name } = template.metadata
    return leads('Templates', titleOf(template), paths.template(kind, name), {
      beside: of,
      also: `${name} template`,
    })
  })
}

/** The parts of each project; its settings are for those who may change it. */
export function projectPartEntries(
  projects: readonly Project[],
  mayChange: (project: Project) => boolean,
): Entry[] {
  return projects.flatMap((project) => {
    const { name } = project.metadata
    const rest = { beside: titleOf(project), also: name }
    return [
      leads('Places', 'Virtual clusters', paths.virtualClusters(name), rest),
      leads('Places', 'Spaces', paths.spaces(name), rest),
      leads('Places', 'Members', paths.members(name), rest),
      leads('Places', 'Quotas', paths.quotas(name), rest),
      leads('Places', 'Templates', paths.projectTemplates(name), rest),
      leads('Places', 'Secrets', paths.secrets(name), rest),
      leads('Places', 'Activity', paths.activity(name), rest),
      ...(mayChange(project) ? [leads('Places', 'Settings', paths.settings(name), rest)] : []),
    ]
  })
}

/** What can be made outside of projects, with the form for it. */
const makings = {
  project: { title: 'New project', to: paths.newProject() },
  team: { title: 'New team', to: paths.newTeam() },
  user: { title: 'New user', to: paths.newUser() },
  cluster: { title: 'Connect a cluster', to: paths.newCluster() },
}
export type Making = keyof typeof makings

/** What can be made in the projects that somebody works in, and what else they may make. */
export function creationEntries(projects: readonly Project[], others: readonly Making[]): Entry[] {
  const made = projects.flatMap((project) => {
    const { name } = project.metadata
    const rest = { beside: titleOf(project), also: `create make add ${name}` }
    return [
      leads('Actions', 'New virtual cluster', paths.newVirtualCluster(name), rest),
      leads('Actions', 'New space', paths.newSpace(name), rest),
    ]
  })
  const also = 'new create make add'
  return [...made, ...others.map((one) => leads('Actions', makings[one].title, makings[one].to, { also }))]
}

/** Something to do here. */
export function action(title: string, act: () => void, rest: Partial<Entry> = {}): Entry {
  return { id: `Actions ${title}`, group: 'Actions', title, does: { act }, ...rest }
}
