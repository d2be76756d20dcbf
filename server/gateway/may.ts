import type { Project } from '#api/kinds/project.ts'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { Team } from '#api/kinds/team.ts'
import { projectNamespace, projectOfNamespace } from '#api/project-namespace.ts'
import type { Identity } from '#server/identity/identity.ts'
import { projectNamespaceHint } from './no-namespace.ts'

/** A decision with the reason that is shown to whoever asks why. */
export interface Decision {
  allowed: boolean
  reason: string
}

/** The parts of a stored object that a decision looks at; with an empty name, whatever may be in the namespace. */
export interface Judged {
  kind: string
  metadata: { name: string; namespace?: string | undefined }
  spec?: {
    owner?: Owner | undefined
    access?: Team['spec']['access']
    extraAccessRules?: SpaceInstance['spec']['extraAccessRules']
  }
}

export type Owner = NonNullable<Team['spec']['owner']>

const yes = (reason: string): Decision => ({ allowed: true, reason })
const no = (reason: string): Decision => ({ allowed: false, reason })

/**
 * The one place that decides on the management API: may this person do this to that object? Pure; what it
 * looks at is in its arguments. `use` is a verb on instances and secrets: working in what they stand for, and with
 * what they hold. A subresource
 * follows the plural, as in RBAC: `virtualclusterinstances/kubeconfig`. Without an object the question is about a
 * kind as a whole, and a denial says what whoever asks would need.
 */
export function may(identity: Identity, verb: string, plural: string, object?: Judged): Decision {
  if (identity.admin) return yes('is a platform admin')
  const [kind = '', subresource] = plural.split('/')
  if (subresource !== undefined) return maySub(identity, verb, kind, subresource, object)
  if (verb === 'list' || verb === 'watch') return yes('sees what they may read')
  switch (kind) {
    case 'spaceinstances':
    case 'virtualclusterinstances':
    case 'projectsecrets':
      return mayInProject(identity, verb, kind, object)
    case 'projects':
      return mayProject(identity, verb, object)
    case 'clusters':
    case 'spacetemplates':
    case 'virtualclustertemplates':
      return mayAllowed(identity, verb, kind, object)
    default:
      return mayPeople(identity, verb, kind, object)
  }
}

/** What of a user nobody else is to see. */
const ofOneself = new Set(['accesskeys', 'clusters', 'permissions', 'profile'])

/** What a subresource needs: a right to the object that it is of. */
function maySub(
  identity: Identity,
  verb: string,
  plural: string,
  subresource: string,
  object: Judged | undefined,
): Decision {
  if (subresource === 'status' && verb !== 'get') return administrators(verb, `${plural}/status`)
  if (subresource === 'kubeconfig' || subresource === 'log') return may(identity, 'use', plural, object)
  if (plural === 'teams' && subresource === 'accesskeys') return may(identity, 'get', plural, object)
  if (plural === 'users' && ofOneself.has(subresource)) {
    return object?.kind === 'User' && object.metadata.name === identity.user
      ? yes('is this user')
      : no('needs to be this user or a platform admin')
  }
  if (subresource === 'restricted') {
    const project = projectOfNamespace(object?.metadata.namespace)
    if (project !== undefined && identity.roles.get(project) === 'admin')
      return yes(`is admin of project ${project}`)
    return no(`${needsRole('admin', project)}, or a project that requires no template`)
  }
  return may(identity, verb === 'get' ? 'get' : 'update', plural, object)
}

/** What owners and others who are named do with what is there; making it is for others to say. */
const ownersVerbs = new Set(['get', 'use', 'update', 'patch', 'delete'])

const administrators = (verb: string, plural: string): Decision =>
  no(`needs the verb "${verb}" on ${plural}, which platform admins have`)

/** Teams and users carry roles and memberships, so changing them is an administrator's. */
function mayPeople(identity: Identity, verb: string, plural: string, object: Judged | undefined): Decision {
  if (verb !== 'get') return administrators(verb, plural)
  if (identity.leads && (plural === 'users' || plural === 'teams'))
    return yes('is admin of a project and chooses its members')
  if (object === undefined) return no('needs to be a member, the owner, or named in the access list')
  const { name } = object.metadata
  if (object.kind === 'User' && name === identity.user) return yes('is this user')
  if (object.kind === 'User' && identity.colleagues.includes(name)) return yes('is in a team with them')
  if (object.kind === 'Team' && identity.teams.includes(name)) return yes('is a member of this team')
  return owned(identity, object) ?? named(identity, verb, object) ?? no(needsAccess)
}

const needsAccess = 'needs to be a member, the owner, or named in the access list'

/** Members look at a project and its admins change it; making and deleting one is an administrator's. */
function mayProject(identity: Identity, verb: string, object: Judged | undefined): Decision {
  if (verb !== 'get' && verb !== 'update' && verb !== 'patch') return administrators(verb, 'projects')
  if (object === undefined) return no(needsRole(verb === 'get' ? 'viewer' : 'admin', undefined))
  const { name } = object.metadata
  const role = identity.roles.get(name)
  if (role === 'admin' || (role !== undefined && verb === 'get')) return yes(`has the role ${role} in it`)
  return named(identity, verb, object) ?? no(needsRole(verb === 'get' ? 'viewer' : 'admin', name))
}

/** What projects allow their members is theirs to see; whoever owns it or is named by it has what that says. */
function mayAllowed(
  identity: Identity,
  verb: string,
  plural: keyof Identity['reach'],
  object: Judged | undefined,
): Decision {
  if (verb === 'use' || !ownersVerbs.has(verb)) return administrators(verb, plural)
  if (object === undefined) return no('needs to own it or to be named in its access list')
  const reach = identity.reach[plural]
  const { name } = object.metadata
  if (verb === 'get' && (reach.has('*') || reach.has(name)))
    return yes('is a member of a project that allows it')
  return (
    owned(identity, object) ??
    named(identity, verb, object) ??
    no(
      `needs ${verb === 'get' ? 'a project that allows it, ' : ''}to own it or to be named in its access list`,
    )
  )
}

/**
 * Spaces, virtual clusters and secrets: only members reach into a project, whatever they own or were given there. Whoever
 * may use a secret reads its values.
 */
function mayInProject(
  identity: Identity,
  verb: string,
  plural: string,
  object: Judged | undefined,
): Decision {
  const project = projectOfNamespace(object?.metadata.namespace)
  if (object === undefined) return no(`needs to ask about one project: ${projectNamespaceHint}`)
  if (project === undefined)
    return no(`"${object.metadata.namespace ?? ''}" is no project's namespace: ${projectNamespaceHint}`)
  const role = identity.roles.get(project)
  if (role === undefined) return no(needsRole('viewer', project))
  if (role === 'admin') return yes(`is admin of project ${project}`)
  if (verb === 'create')
    return role === 'user' ? yes(`has the role user in project ${project}`) : no(needsRole('user', project))
  const needed = no(`${needsRole('admin', project)}, to own it or to be named in its access list`)
  if (object.metadata.name === '' || !ownersVerbs.has(verb)) return needed
  return (
    owned(identity, object) ?? named(identity, verb, object) ?? namedInside(identity, verb, object) ?? needed
  )
}

/** Who can change that is said along: whoever reads it is to know whom to ask. */
function needsRole(role: string, project: string | undefined): string {
  return project === undefined
    ? `needs the role ${role} in the project, which an admin of it can give`
    : `needs the role ${role} in project ${project}, which an admin of it can give`
}

/** Whether somebody may own what they make in a project; nothing said is oneself. */
export function mayCreateFor(identity: Identity, project: string, owner: Owner | undefined): Decision {
  if (identity.admin) return yes('is a platform admin')
  const role = identity.roles.get(project)
  if (role === 'admin') return yes(`is admin of project ${project}`)
  if (role !== 'user') return no(needsRole('user', project))
  const { user = '', team = '' } = owner ?? {}
  if (user !== '' && user !== identity.user)
    return no(`${needsRole('admin', project)}, to make it for others`)
  if (team !== '' && !identity.teams.includes(team))
    return no(`needs to be in team ${team}, or the role admin in project ${project}`)
  return yes(team === '' ? 'makes it for themselves' : `is in team ${team}`)
}

/** Whether somebody may do without a template in a project (`spec.template`; RBAC's word is `restricted`). */
export function mayDoWithoutTemplate(
  identity: Identity,
  { metadata, spec }: Pick<Project, 'metadata' | 'spec'>,
): Decision {
  if (spec.requireTemplate?.disabled === true && identity.roles.has(metadata.name))
    return yes(`project ${metadata.name} requires no template`)
  const namespace = projectNamespace(metadata.name)
  return may(identity, 'create', 'virtualclusterinstances/restricted', {
    kind: '',
    metadata: { name: '', namespace },
  })
}

function owned(identity: Identity, { spec }: Judged): Decision | undefined {
  const { user, team } = spec?.owner ?? {}
  if (user === identity.user) return yes('owns it')
  return team !== undefined && identity.teams.includes(team)
    ? yes(`is in team ${team}, which owns it`)
    : undefined
}

/** What access lists give; whoever may do anything may look at it. */
function named(identity: Identity, verb: string, { spec }: Judged): Decision | undefined {
  const rule = (spec?.access ?? []).find(
    ({ verbs, users, teams, subresources }) =>
      subresources === undefined &&
      (verbs.includes('*') || verbs.includes(verb) || (verb === 'get' && verbs.length > 0)) &&
      isNamed(identity, users, teams),
  )
  return rule === undefined ? undefined : yes(`access rule ${rule.name ?? ''} names them`.replace('  ', ' '))
}

/** What is given inside of an instance lets people look at it and work in it. */
function namedInside(identity: Identity, verb: string, { spec }: Judged): Decision | undefined {
  if (verb !== 'get' && verb !== 'use') return undefined
  const rule = (spec?.extraAccessRules ?? []).find(({ users, teams }) => isNamed(identity, users, teams))
  return rule === undefined
    ? undefined
    : yes(`is given the role ${rule.clusterRole ?? ''} inside`.replace('  ', ' '))
}

function isNamed(identity: Identity, users: readonly string[] = [], teams: readonly string[] = []): boolean {
  return (
    users.includes('*') ||
    users.includes(identity.user) ||
    teams.some((team) => team === '*' || identity.teams.includes(team))
  )
}
