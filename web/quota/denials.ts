import type { Denial } from '#api/quota.ts'
import { StatusError, type StatusCause } from '#kube/status.ts'
import { quotaKeyWords } from './quota-words.ts'
import type { Consumer } from './project-quotas.ts'

/** One limit that something would exceed, and who uses most of it, as far as the server says. */
export type Exceeded = Omit<Denial, 'unreadable' | 'topConsumers'> & {
  topConsumers: readonly Consumer[]
}

const denial =
  /exceeds the (?<scope>project|per-user|per-team) quota of (?<key>\S+): the limit is (?<limit>\d+), and (?:(?<used>\d+) in use(?:, most by (?<most>.+))?|(?:user|team) (?<who>.+) uses (?<own>\d+))$/

/** The limits that the server refused to exceed: the only place where it says them is the text of its causes. */
export function exceededIn({ status }: Pick<StatusError, 'status'>): Exceeded[] {
  return (status.details?.causes ?? []).flatMap((cause) => exceededBy(cause) ?? [])
}

/**
 * The same refusal, with what it says of quotas in the words of the console. The server says it of the name, which is
 * not at fault: here it belongs to no field.
 */
export function withQuotaWords(error: StatusError): StatusError {
  const { details } = error.status
  if (details?.causes === undefined) return error
  const causes = details.causes.map((cause) => {
    const exceeded = exceededBy(cause)
    return exceeded === undefined
      ? cause
      : { message: `Nothing was made, for there was no room any more: ${inUseWords(exceeded)}.` }
  })
  return new StatusError({ ...error.status, details: { ...details, causes } })
}

/** Why there is no room, in a sentence. */
export function exceededWords(exceeded: Exceeded): string {
  return `The quota has no room: ${inUseWords(exceeded)}.`
}

function inUseWords(exceeded: Exceeded): string {
  const { used, limit, topConsumers } = exceeded
  const by = topConsumers.length === 0 ? '' : `, most by ${consumerWords(topConsumers)}`
  return `${limitWords(exceeded)}, ${used} of ${limit} in use${by}`
}

/** Who uses how much: `ada (3), team red (2)`. */
export function consumerWords(consumers: readonly Consumer[], me?: string): string {
  return consumers.map(({ name, used }) => `${name === me ? 'you' : name} (${used})`).join(', ')
}

/** What a limit is of: “Virtual clusters of the project”, “Spaces of maya”. */
export function limitWords({ scope, who = '', key }: Pick<Exceeded, 'scope' | 'who' | 'key'>): string {
  if (scope === 'project') return `${quotaKeyWords(key)} of the project`
  return `${quotaKeyWords(key)} of ${scope === 'per-team' ? `team ${who}` : who}`
}

function exceededBy({ message = '' }: StatusCause): Exceeded | undefined {
  const found = denial.exec(message)?.groups
  if (found === undefined) return undefined
  const { scope = 'project', key = '', limit, used, own, who, most = '' } = found
  return {
    scope: scope as Exceeded['scope'],
    ...(who === undefined ? {} : { who }),
    key,
    limit: Number(limit),
    used: Number(used ?? own),
    topConsumers: most === '' ? [] : most.split(/, (?=user |team )/).map(consumerOf),
  }
}

function consumerOf(text: string): { name: string; used: number } {
  const { name = text, used = '0' } = /^(?:user )?(?<name>.+) \((?<used>\d+)\)$/.exec(text)?.groups ?? {}
  return { name, used: Number(used) }
}
