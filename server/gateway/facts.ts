import type { Kind } from '#api/kind.ts'
import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { objectPath } from '#api/paths.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import { forbidden } from '#kube/status.ts'
import type { Directory } from '#server/identity/directory.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import type { Owner } from './may.ts'
import { noNamespace } from './no-namespace.ts'
import type { Facts, Instance } from './rules/instance.ts'
import type { Template } from './rules/template.ts'

/** What facts are taken from: memory, and where that may be a moment behind, the cluster itself. */
export interface Sources {
  directory: Directory
  client: Pick<Client, 'get'>
}

function read<T>({ client }: Sources, kind: Kind, name: string): Promise<T | undefined> {
  return orAbsent(client.get<T>(objectPath(kind, name)))
}

/**
 * The project of a namespace, or 404 without one. One that was made a moment ago is asked for, so that a project and
 * what is in it can be made in one go.
 */
export async function projectIn(sources: Sources, namespace: string | undefined): Promise<Project> {
  const name = projectOfNamespace(namespace) ?? ''
  const found =
    name === ''
      ? undefined
      : (sources.directory.projects.get(name) ?? (await read<Project>(sources, projectKind, name)))
  if (found === undefined) throw noNamespace(namespace ?? '')
  return found
}

/** Throws 403 for a project that is on its way out. */
export function checkStays({ metadata }: Project): void {
  const { name, deletionTimestamp } = metadata
  if (deletionTimestamp !== undefined)
    throw forbidden({ ...projectKind, name }, 'it is being deleted, and nothing new is made in it')
}

/** The kind of template that instances of a kind are made from. */
function templateKindOf({ plural }: Kind): Kind {
  return plural === spaceInstance.plural ? spaceTemplate : virtualClusterTemplate
}

type Allowed = readonly { name?: string | undefined }[]

/** Those of a kind that a list of names admits, by name. */
export function admitted<T>(all: ReadonlyMap<string, T>, allowed: Allowed = []): Map<string, T> {
  const names = new Set(allowed.map(({ name }) => name))
  return new Map([...all].filter(([name]) => names.has('*') || names.has(name)))
}

/** What the project allows an instance to be made from, and from which it is made when it names none. */
export function templatesFor(directory: Directory, kind: Kind, { spec }: Project) {
  const templateKind = templateKindOf(kind)
  const allowed = (spec.allowedTemplates ?? []).filter((template) => template.kind === templateKind.kind)
  const all = templateKind === spaceTemplate ? directory.spaceTemplates : directory.virtualClusterTemplates
  return {
    templates: admitted<Template>(all, allowed),
    allowed,
    defaultName: allowed.find(({ isDefault, name }) => isDefault === true && name !== '*')?.name,
  }
}

/** What an instance is held against; what it names and the watches have not brought is asked for. */
export async function factsFor(
  sources: Sources,
  kind: Kind,
  project: Project,
  { spec }: Instance,
): Promise<Facts> {
  const { directory } = sources
  const { templates, allowed } = templatesFor(directory, kind, project)
  const clusters = admitted(directory.clusters, project.spec.allowedClusters)
  const [, , ownerIsThere] = await Promise.all([
    complete(sources, templateKindOf(kind), templates, allowed, spec.templateRef?.name),
    complete(sources, clusterKind, clusters, project.spec.allowedClusters, spec.clusterRef?.cluster),
    isOwnerThere(sources, spec.owner),
  ])
  return { project, templates, clusters, ownerIsThere }
}

/** Whether the user or team that is to own something is there. */
export async function isOwnerThere(sources: Sources, { user = '', team = '' }: Owner = {}): Promise<boolean> {
  const isThere = async (of: Kind, name: string) =>
    name === '' || sources.directory.all(of.plural).has(name) || (await read(sources, of, name)) !== undefined
  return (await Promise.all([isThere(userKind, user), isThere(teamKind, team)])).every(Boolean)
}

/** Adds to what is admitted what is named and was made a moment ago. */
async function complete<T>(
  sources: Sources,
  kind: Kind,
  found: Map<string, T>,
  allowed: Allowed = [],
  name = '',
): Promise<void> {
  const admits = allowed.some((each) => each.name === '*' || each.name === name)
  if (name === '' || found.has(name) || !admits) return
  const made = await read<T>(sources, kind, name)
  if (made !== undefined) found.set(name, made)
}
