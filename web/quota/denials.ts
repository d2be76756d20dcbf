import type { Denial } from '#api/quota.ts'
import type { StatusError } from '#kube/status.ts'

/** One limit that something would exceed, and who uses most of it, as far as the server says. */
export type Exceeded = Omit<Denial, 'unreadable' | 'topConsumers'> & {
  topConsumers: { name: string; used: number }[]
}

const denial =
  /exceeds the (?<scope>project|per-user|per-team) quota of (?<key>\S+): the limit is (?<limit>\d+), and (?:(?<used>\d+) in use(?:, most by (?<most>.+))?|(?:user|team) (?<who>.+) uses (?<own>\d+))$/

/** The limits that the server refused to exceed: the only place where it says them is the text of its causes. */
export function exceededIn({ status }: Pick<StatusError, 'status'>): Exceeded[] {
  return (status.details?.causes ?? []).flatMap(({ message = '' }) => {
    const found = denial.exec(message)?.groups
    if (found === undefined) return []
    const { scope = 'project', key = '', limit, used, own, who, most = '' } = found
    return [
      {
        scope: scope as Exceeded['scope'],
        ...(who === undefined ? {} : { who }),
        key,
        limit: Number(limit),
        used: Number(used ?? own),
        topConsumers: most === '' ? [] : most.split(/, (?=user |team )/).map(consumerOf),
      },
    ]
  })
}

function consumerOf(text: string): { name: string; used: number } {
  const { name = text, used = '0' } = /^(?:user )?(?<name>.+) \((?<used>\d+)\)$/.exec(text)?.groups ?? {}
  return { name, used: Number(used) }
}
