import { adminRole } from '#api/fields.ts'
import type { Kind } from '#api/kind.ts'
import { cluster, type Cluster } from '#api/kinds/cluster.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { team } from '#api/kinds/team.ts'
import { user, type User } from '#api/kinds/user.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { StatusError } from '#kube/status.ts'
import { apiVersionOf, type ObjectMeta } from '#kube/types.ts'
import { clientOf, type Client } from '#server/cluster/client.ts'
import { clusterSecret } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { Config } from '#server/config.ts'
import { ensureUser, passwordHashOf, setPasswordHash, voidLogins } from '#server/identity/accounts.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { hashPassword, makePassword, passwordMatches } from '#server/identity/passwords.ts'
import { seededAnnotation } from '#server/seed/notes.ts'
import { demoUsers } from '#server/seed/people.ts'
import { scaleCluster, scaleDeployments, scaleNamespace } from '#server/seed/scale.ts'
import { demoTeams } from '#server/seed/teams.ts'
import { usualSpaceTemplates, usualVirtualClusterTemplates } from '#server/seed/templates.ts'

/** The first user; it exists from the first start on. */
export const adminName = 'admin'

/**
 * Sees to it that the administrator exists and has a password. Gives the password that was made, if one was: at
 * the first start without AERIE_ADMIN_PASSWORD, or when asked to reset it.
 */
export async function ensureAdmin(client: Client, config: Config): Promise<{ made?: string }> {
  const spec = { displayName: 'Administrator', username: adminName, clusterRoles: [{ name: adminRole }] }
  const admin = await ensureUser(client, { metadata: { name: adminName }, spec })
  const before = await passwordHashOf(client, admin)
  const given = config.adminPassword
  const good = before !== undefined && (given === undefined || (await passwordMatches(given, before)))
  if (good && !config.resetAdmin) return {}
  const password = given ?? makePassword()
  await setPasswordHash(client, admin, await hashPassword(password))
  if (before !== undefined) await voidLogins(client, adminName)
  return given === undefined ? { made: password } : {}
}

/** On Aerie's namespace: names of the clusters that were connected at a start, so that one that was deleted stays so. */
const connectedAnnotation = 'aerie.dev/connected'

/**
 * Connects clusters: the first time with a Cluster object, from which on that says whether it stays connected. How
 * one is reached is brought up to date, since an address may be another at each start.
 */
export async function connectClusters(client: Client, kubeconfigs: Record<string, string>): Promise<void> {
  const namespace = `/api/v1/namespaces/${systemNamespace}`
  const [{ metadata }, there] = await Promise.all([
    client.get(namespace),
    client.list<Cluster>(collectionPath(cluster)),
  ])
  const before = metadata.annotations?.[connectedAnnotation]?.split(',').filter(Boolean) ?? []
  const standing = new Set(there.items.map((item) => item.metadata.name))
  const names = Object.keys(kubeconfigs)
  const wanted = names.filter((name) => standing.has(name) || !before.includes(name))
  await Promise.all(wanted.map((name) => connectCluster(client, name, kubeconfigs[name] ?? '')))
  const all = [...new Set([...before, ...names])].join(',')
  if (names.some((name) => !before.includes(name)))
    await client.merge(namespace, { metadata: { annotations: { [connectedAnnotation]: all } } })
}

/** The object comes first: a Secret without one is that of a cluster that was deleted. */
async function connectCluster(client: Client, name: string, kubeconfig: string): Promise<void> {
  const { path, secret } = clusterSecret(name, kubeconfig)
  const config = { secretName: secret.metadata.name, secretNamespace: systemNamespace, key: 'kubeconfig' }
  await ensure(client, cluster, { metadata: { name }, spec: { displayName: displayNameOf(name), config } })
  await client.apply(path, secret)
}

/** `eu-west` is EU West: what has two letters is a place. */
function displayNameOf(name: string): string {
  return name
    .split('-')
    .map((word) => (word.length <= 2 ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}

/**
 * Makes what an installation begins with, once: templates, and the people of a demo with their teams. What is there
 * already stays. A start that was cut short makes it again, one that finished does not, so that nothing deleted
 * comes back. What these people have is made by them (`seed/tell.ts`).
 */
export async function seed(client: Client, config: Config): Promise<void> {
  const namespace = `/api/v1/namespaces/${systemNamespace}`
  const { metadata } = await client.get(namespace)
  if (metadata.annotations?.[seededAnnotation] !== undefined) return
  await Promise.all([
    ...usualSpaceTemplates.map((wanted) => ensure(client, spaceTemplate, wanted)),
    ...usualVirtualClusterTemplates.map((wanted) => ensure(client, virtualClusterTemplate, wanted)),
  ])
  if (config.seed !== 'empty') {
    const admin = await client.get<User>(objectPath(user, adminName))
    const hash = (await passwordHashOf(client, admin)) ?? ''
    await Promise.all(demoUsers().map((person) => ensureDemoUser(client, person, hash)))
    await Promise.all(demoTeams().map((wanted) => ensure(client, team, wanted)))
  }
  await client.merge(namespace, { metadata: { annotations: { [seededAnnotation]: config.seed } } })
}

/** On Aerie's namespace, once the pods of a scale have been asked for. */
const scaledAnnotation = 'aerie.dev/scaled'

/** Asks for many pods on one cluster, once, in the way that the story is told. */
export async function seedScale(
  client: Client,
  cluster: Connection | undefined,
  { scalePods }: Config,
): Promise<void> {
  const namespace = `/api/v1/namespaces/${systemNamespace}`
  const { metadata } = await client.get(namespace)
  if (metadata.annotations?.[scaledAnnotation] !== undefined) return
  if (cluster === undefined) throw new Error(`there is no cluster ${scaleCluster} to make pods on`)
  const there = clientOf(cluster)
  const home = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: scaleNamespace } }
  await orPresent(there.create('/api/v1/namespaces', home))
  const deployments = `/apis/apps/v1/namespaces/${scaleNamespace}/deployments`
  for (const deployment of scaleDeployments(scalePods)) await orPresent(there.create(deployments, deployment))
  await client.merge(namespace, { metadata: { annotations: { [scaledAnnotation]: String(scalePods) } } })
}

/** The demo's people sign in with the admin's first password; the same hash saves them fourteen derivations. */
async function ensureDemoUser(
  client: Client,
  person: ReturnType<typeof demoUsers>[number],
  hash: string,
): Promise<void> {
  const made = await ensureUser(client, person)
  if ((await passwordHashOf(client, made)) === undefined) await setPasswordHash(client, made, hash)
}

/** Makes an object of a kind unless there is one of its name. */
async function ensure(
  client: Client,
  kind: Kind,
  wanted: { metadata: ObjectMeta; spec: object },
): Promise<void> {
  const body = { apiVersion: apiVersionOf(kind), kind: kind.kind, ...wanted }
  await orPresent(client.create(collectionPath(kind), body))
}

/** Waits for a creation; what is there already stays. */
async function orPresent(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof StatusError) || error.reason !== 'AlreadyExists') throw error
  })
}
