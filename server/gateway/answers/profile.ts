import { user as userKind, type User } from '#api/kinds/user.ts'
import { objectPath } from '#api/paths.ts'
import { forbiddenValue, invalidField, requiredValue, type FieldCause } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import { invalid, StatusError } from '#kube/status.ts'
import { apiVersionOf } from '#kube/types.ts'
import { note } from '#server/gateway/pass.ts'
import { shortestPassword as shortest } from '#server/config.ts'
import { passwordHashOf } from '#server/identity/accounts.ts'
import { readObject } from './body.ts'
import { objectOf, type AskedPart } from './subresource.ts'

const kind = 'UserProfile'

/** What people may say of themselves, with the most characters that it may have. */
const texts = { displayName: 253, email: 253, icon: 64 * 1024 } as const

const userOf = (asked: AskedPart) => objectOf(asked, asked.context.directory.users, userKind)

function profileOf({ metadata, spec }: User) {
  const { displayName = '', email = '', icon = '', username } = spec
  return { username: username || metadata.name, displayName, email, icon }
}

/** `GET users/{u}/profile`; `hasPassword` is our own, for whoever would offer to change one. */
export async function readProfile(asked: AskedPart) {
  const user = await userOf(asked)
  const hash = await passwordHashOf(asked.context.client, user)
  return { ...profileOf(user), hasPassword: hash !== undefined }
}

/**
 * `POST users/{u}/profile`: what is not given stays. A password is changed by whoever knows the present one; it ends
 * all sessions but the one that asks, and no key of automation's. Platform admins give others a new one without it,
 * who forgot theirs or have none yet: nobody else comes as far as this for somebody else.
 */
export async function writeProfile(asked: AskedPart) {
  const { context, admitted, request, info } = asked
  const user = await userOf(asked)
  const { name } = user.metadata
  const body = await readObject(request, { apiVersion: apiVersionOf(userKind), kind })
  const isOwn = admitted.caller.identity.user === name
  checkProfile(user, body, isOwn)
  await note(context, admitted, request, info.verb)
  const { password, currentPassword } = body
  if (typeof password === 'string' && password !== '') {
    if (isOwn) await checkPresent(asked, user, String(currentPassword))
    await context.accounts.changePassword(user, password, admitted.caller.key.name)
  }
  const given = Object.keys(texts).filter((field) => body[field] !== undefined)
  if (given.length === 0) return profileOf(user)
  const spec = Object.fromEntries(given.map((field) => [field, body[field]]))
  return profileOf(await context.client.merge<User>(objectPath(userKind, name), { spec }))
}

/** Throws 422 for what a profile cannot say. */
function checkProfile(user: User, body: JsonObject, isOwn: boolean): void {
  const causes: FieldCause[] = []
  for (const [field, most] of Object.entries(texts)) {
    const value = body[field] ?? ''
    if (typeof value !== 'string' || value.length > most)
      causes.push(invalidField(field, `must be a text of at most ${most} characters`))
  }
  const { password = '', currentPassword = '', username } = body
  if (
    typeof password !== 'string' ||
    (password !== '' && password.length < shortest) ||
    password.length > 1024
  )
    causes.push(invalidField('password', `must be a text of ${shortest} to 1024 characters`))
  if (isOwn && password !== '' && (typeof currentPassword !== 'string' || currentPassword === ''))
    causes.push(requiredValue('currentPassword', 'whoever changes a password says the present one'))
  if ((username ?? '') !== '' && username !== profileOf(user).username)
    causes.push(forbiddenValue('username', 'it is for platform admins to say'))
  for (const field of ['custom', 'secrets'])
    if ((body[field] ?? '') !== '') causes.push(forbiddenValue(field, 'is not kept'))
  if (causes.length > 0) throw invalid({ group: userKind.group, kind, name: user.metadata.name }, causes)
}

/** Throws 422 where the present password is another one; tries are counted as those of sign-in are. */
async function checkPresent({ context, request }: AskedPart, user: User, present: string): Promise<void> {
  const { username } = profileOf(user)
  try {
    await context.accounts.signIn(username, present, request.socket.remoteAddress ?? '')
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 401) throw error
    const wrong = invalidField('currentPassword', 'it is not the present password')
    throw invalid({ group: userKind.group, kind, name: user.metadata.name }, [wrong])
  }
}
