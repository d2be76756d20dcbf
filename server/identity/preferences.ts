import { user as userKind } from '#api/kinds/user.ts'
import { mostPreferences, preferencesSchema, type Preferences } from '#api/preferences.ts'
import { invalidField, tooLong } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { mergePatch } from '#kube/merge-patch.ts'
import { invalid, StatusError } from '#kube/status.ts'
import { apiVersionOf, type KubeObject } from '#kube/types.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import type { Identity } from './identity.ts'
import { systemNamespace } from './keys.ts'

const configMaps = `/api/v1/namespaces/${systemNamespace}/configmaps`

/** The one key in the data. */
const key = 'preferences'

/** How often a change is tried again that came between reading and writing. */
const mostTries = 5

const schema = preferencesSchema()

type Owner = Pick<Identity, 'user' | 'uid'>

/** How somebody wants the console to be; nothing yet for whoever never said. */
export async function readPreferences(client: Client, owner: Owner): Promise<Preferences> {
  return preferencesOf(await stored(client, owner))
}

/**
 * Applies a JSON merge patch to somebody's preferences, so that two windows which change different things do not
 * undo each other; of two that change the same, the last counts. Throws 422 for what would not fit the schema.
 */
export async function changePreferences(client: Client, owner: Owner, patch: unknown): Promise<Preferences> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await stored(client, owner)
    const after = checked(owner, mergePatch(preferencesOf(before), patch))
    try {
      await write(client, owner, before, after)
      return after
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 409 || attempt === mostTries) throw error
    }
  }
}

/** A ConfigMap, for nothing in it is secret. Named after the uid, so that nobody inherits it with a name. */
function nameOf({ uid }: Owner): string {
  return `preferences-${uid}`
}

function stored(client: Client, owner: Owner): Promise<KubeObject | undefined> {
  return orAbsent(client.get(`${configMaps}/${nameOf(owner)}`))
}

/** What is stored; what no longer fits the schema counts as never said. */
function preferencesOf(object: KubeObject | undefined): Preferences {
  const data = object?.['data']
  const text = isObject(data) ? data[key] : undefined
  if (typeof text !== 'string') return {}
  const parsed = schema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : {}
}

function checked({ user }: Owner, wanted: unknown): Preferences {
  const parsed = schema.safeParse(wanted)
  const causes = parsed.success
    ? JSON.stringify(parsed.data).length > mostPreferences
      ? [tooLong('', mostPreferences)]
      : []
    : parsed.error.issues.map(({ path, message }) => invalidField(path.map(String).join('.'), message))
  if (causes.length > 0 || !parsed.success)
    throw invalid({ group: userKind.group, kind: 'Preferences', name: user }, causes)
  return parsed.data
}

/** Cleaned away with the user by the garbage collector. Throws 409 where somebody else wrote meanwhile. */
async function write(
  client: Client,
  owner: Owner,
  before: KubeObject | undefined,
  after: Preferences,
): Promise<void> {
  const data = { [key]: JSON.stringify(after) }
  if (before !== undefined) {
    const { resourceVersion } = before.metadata
    await client.merge(`${configMaps}/${nameOf(owner)}`, { metadata: { resourceVersion }, data })
    return
  }
  const { kind } = userKind
  const { user: name, uid } = owner
  const ownerReferences = [{ apiVersion: apiVersionOf(userKind), kind, name, uid }]
  const metadata = { name: nameOf(owner), namespace: systemNamespace, ownerReferences }
  await client.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data })
}
