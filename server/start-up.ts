import { adminRole } from '#api/fields.ts'
import { team } from '#api/kinds/team.ts'
import { user, type User } from '#api/kinds/user.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { StatusError } from '#kube/status.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import type { Config } from '#server/config.ts'
import { ensureUser, setPasswordHash, voidLogins, type Accounts } from '#server/identity/accounts.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { hashPassword, makePassword } from '#server/identity/passwords.ts'
import { demoTeams, demoUsers } from '#server/seed/demo.ts'

/** The first user; it exists from the first start on. */
export const adminName = 'admin'

/**
 * Sees to it that the administrator exists. Gives the password that was made, if one was: at the first
 * start without AERIE_ADMIN_PASSWORD, or when asked to reset it.
 */
export async function ensureAdmin(
  client: Client,
  accounts: Accounts,
  config: Config,
): Promise<{ made?: string }> {
  const found = await orAbsent(client.get<User>(objectPath(user, adminName)))
  const given = config.adminPassword
  const kept =
    found !== undefined &&
    !config.resetAdmin &&
    (given === undefined || (await accounts.passwordIs(found, given)))
  if (kept) return {}
  const password = given ?? makePassword()
  const hash = await hashPassword(password)
  const spec = { displayName: 'Administrator', username: adminName, clusterRoles: [{ name: adminRole }] }
  // The demo's passwords come first: once the administrator is there, this start is not told from a later one.
  if (found === undefined) await noteDemoPassword(client, hash, config)
  await ensureUser(client, { metadata: { name: adminName }, spec }, hash)
  if (found !== undefined) await voidLogins(client, adminName)
  return given === undefined ? { made: password } : {}
}

/** The demo's people sign in with the admin's first password; the same hash saves them fourteen derivations. */
async function noteDemoPassword(client: Client, hash: string, config: Config): Promise<void> {
  if (config.seed !== 'demo') return
  for (const { metadata } of demoUsers()) await setPasswordHash(client, metadata.name, hash)
}

/** On Aerie's namespace, once the story has been told. */
const seededAnnotation = 'aerie.dev/seeded'

/**
 * Tells the demo's story, once: specs only, and what is there already stays. A start that was cut short
 * tells it again, one that finished does not, so that nothing deleted comes back.
 */
export async function seed(client: Client, config: Config): Promise<void> {
  const namespace = `/api/v1/namespaces/${systemNamespace}`
  const { metadata } = await client.get(namespace)
  if (metadata.annotations?.[seededAnnotation] !== undefined) return
  if (config.seed === 'demo') {
    await Promise.all(demoUsers().map((person) => ensureUser(client, person, undefined)))
    await Promise.all(demoTeams().map((wanted) => ensureTeam(client, wanted)))
  }
  await client.merge(namespace, { metadata: { annotations: { [seededAnnotation]: config.seed } } })
}

async function ensureTeam(client: Client, wanted: ReturnType<typeof demoTeams>[number]): Promise<void> {
  const body = { apiVersion: `${team.group}/${team.version}`, kind: team.kind, ...wanted }
  await client.create(collectionPath(team), body).catch((error: unknown) => {
    if (!(error instanceof StatusError) || error.reason !== 'AlreadyExists') throw error
  })
}
