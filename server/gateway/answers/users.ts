import { adminRole } from '#api/fields.ts'
import type { Project } from '#api/kinds/project.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind, type User } from '#api/kinds/user.ts'
import { may } from '#server/gateway/may.ts'
import type { Identity } from '#server/identity/identity.ts'
import { accessKeyLabel, systemNamespace, userLabel } from '#server/identity/keys.ts'
import { ownedKeyOf } from './owned-key.ts'
import { objectOf, type AskedPart } from './subresource.ts'

function userOf(asked: AskedPart): Promise<User> {
  return objectOf(asked, asked.context.directory.users, userKind)
}

/** `GET users/{u}/accesskeys`: what is known of their keys, and never a key itself. */
export async function userAccessKeys(asked: AskedPart) {
  const { metadata } = await userOf(asked)
  const { name, uid = '' } = metadata
  const { items } = await asked.context.client.list(`/api/v1/namespaces/${systemNamespace}/secrets`, {
    labelSelector: `${accessKeyLabel}=true,${userLabel}=${name}`,
  })
  return { accessKeys: items.flatMap((secret) => ownedKeyOf(secret, { user: name, uid }) ?? []) }
}

/** `GET teams/{t}/accesskeys`: every key acts as a user. */
export async function teamAccessKeys(asked: AskedPart) {
  await objectOf(asked, asked.context.directory.teams, teamKind)
  return { accessKeys: [] }
}

/** `GET users/{u}/clusters`: those that they may see. */
export async function userClusters(asked: AskedPart) {
  const identity = await identityOf(asked)
  const { clusters } = asked.context.directory
  return {
    clusters: [...clusters.values()]
      .filter((cluster) => identity !== undefined && may(identity, 'get', 'clusters', cluster).allowed)
      .map((cluster) => ({ accounts: [], cluster })),
  }
}

/** Who a user is; undefined for one who is disabled. */
async function identityOf(asked: AskedPart): Promise<Identity | undefined> {
  const { metadata } = await userOf(asked)
  return asked.context.directory.identity(metadata.name)
}

/** `GET users/{u}/permissions`: what they are members of, in which role, and through whom. */
export async function userPermissions(asked: AskedPart) {
  const user = await userOf(asked)
  const { directory } = asked.context
  const identity = directory.identity(user.metadata.name)
  const teams = (identity?.teams ?? []).flatMap((name) => directory.teams.get(name) ?? [])
  return {
    clusterRoles: [],
    namespaceRoles: [],
    teamMemberships: teams.map(nameOf),
    projectMemberships: [...(identity?.roles ?? [])].flatMap(([name, role]) => {
      const project = directory.projects.get(name)
      if (project === undefined || identity === undefined) return []
      return [
        {
          ...nameOf(project),
          role: { name: `loft-management-project-${role}`, isAdmin: role === 'admin' },
          assignedVia: assignmentIn(project, identity),
        },
      ]
    }),
    managementRoles: [user, ...teams].flatMap((holder) =>
      (holder.spec.clusterRoles ?? [])
        .filter(({ name }) => name === adminRole)
        .map(({ name }) => ({ name, assignedVia: { ...nameOf(holder), kind: holder.kind } })),
    ),
    clusterAccessRoles: [],
    virtualClusterRoles: [],
  }
}

interface Named {
  metadata: { name: string }
  spec: { displayName?: string | undefined }
}

function nameOf({ metadata, spec }: Named) {
  return {
    name: metadata.name,
    ...(spec.displayName === undefined ? {} : { displayName: spec.displayName }),
  }
}

/** Through whom somebody is in a project: as its owner, by their own name, or by a team. */
function assignmentIn({ spec }: Project, { user, teams }: Identity) {
  const { owner, members = [] } = spec
  if (owner?.user === user) return { name: user, kind: 'User', owner: true }
  if (owner?.team !== undefined && teams.includes(owner.team))
    return { name: owner.team, kind: 'Team', owner: true }
  const own = members.find(({ kind, name }) => kind === 'User' && name === user)
  const team = members.find(({ kind, name = '' }) => kind === 'Team' && teams.includes(name))
  if (own !== undefined || team === undefined) return { name: own?.name ?? '*', kind: 'User' }
  return { name: team.name ?? '', kind: 'Team' }
}
