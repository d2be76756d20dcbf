import { project as projectKind } from '#api/kinds/project.ts'
import { projectSecret } from '#api/kinds/project-secret.ts'
import { requiredValue } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { claimOf } from '#server/quota/claim.ts'
import { completed, isInstances, named, withTexts, type Completion } from './bodies.ts'
import { projectIn, templatesFor } from './facts.ts'
import type { Answer } from './forward.ts'
import { checkObject, isShaped, type Checked } from './object-rules.ts'
import { prepareProject } from './new-project.ts'
import { preview, reserving } from './reservation.ts'
import { checkCauses } from './rules/refused.ts'
import { objectIn, sendBody, succeeded, tryBody, withPreview, type Write } from './writing.ts'

/** A POST: the object in its body is completed, checked as it will be stored, reserved and made. */
export async function create(write: Write): Promise<Answer> {
  const { kind, body } = write
  const sent = withTexts(kind.plural, body)
  if (!isObject(sent)) throw badRequest('the body is not an object')
  const completion = await completionOf(write)
  const object = completion === undefined ? named(sent) : completed(kind.plural, named(sent), completion)
  const { refusal, stored } = await asStored(write, object)
  if (stored === undefined) return refusal
  const { name } = stored.metadata
  if (name === '') checkCauses(kind, '', [requiredValue('metadata.name', 'name or generateName is required')])
  const checked = await checkObject(write, undefined, stored)
  return make(write, name, checked, () => sendBody(write, object, inTime(write)))
}

type Stored = { stored: KubeObject; refusal?: never } | { stored?: never; refusal: Answer }

/** What a body makes; one of another shape than its kind's is tried first, and what is said of it is the answer. */
async function asStored(write: Write, object: object): Promise<Stored> {
  if (isShaped(write, object)) return { stored: object }
  const tried = await tryBody(write, object)
  return succeeded(tried) ? { stored: objectIn(tried) } : { refusal: tried }
}

/** How long a creation may take, in milliseconds; its reservation outlives that. */
const longestCreation = 15_000

export function inTime({ signal }: Write): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(longestCreation)])
}

/** What is filled in when an object of a kind is made; undefined for kinds that nobody owns by making them. */
export async function completionOf(write: Write): Promise<Completion | undefined> {
  const { context, identity, kind, info } = write
  const owner = { user: identity.user }
  if (kind.plural === projectKind.plural || kind.plural === projectSecret.plural) return { owner }
  if (!isInstances(kind.plural)) return undefined
  const { defaultName } = templatesFor(context.directory, kind, await projectIn(context, info.namespace))
  return defaultName === undefined ? { owner } : { owner, templateRef: { name: defaultName } }
}

/** Makes what has been checked: reserved before, where it counts, and with what belongs to a project after. */
export async function make(
  write: Write,
  name: string,
  { instance }: Checked,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const { context, kind, dry, shape } = write
  if (instance !== undefined) {
    const { counted, after } = instance
    if (!dry) return reserving(context, counted, claimOf(after), send)
    const numbers = await preview(context, counted, 'create', claimOf(after))
    const answer = await send()
    return succeeded(answer) && shape.form === 'objects' ? withPreview(answer, numbers) : answer
  }
  const answer = await send()
  if (kind.plural === projectKind.plural && !dry && succeeded(answer)) await prepareProject(context, name)
  return answer
}
