import { managementGroup } from '#api/kind.ts'
import type { Change, Consumer, Denial } from '#api/quota.ts'
import { forbiddenValue } from '#kube/causes.ts'
import { invalid, type StatusError } from '#kube/status.ts'
import { countedOf } from './counted.ts'

/** 422 with one cause on `metadata.name` for each limit that a change exceeds (contract §3.5). */
export function quotaExceeded({ operation, key }: Change, denials: readonly Denial[]): StatusError {
  const { kind, name } = countedOf(key)
  return invalid(
    { group: managementGroup, kind: kind.kind, name },
    denials.map((denial) =>
      forbiddenValue('metadata.name', `${operation} of ${kind.kind} exceeds ${limitText(denial)}`),
    ),
  )
}

function limitText({ scope, who, key, limit, used, unreadable, topConsumers }: Denial): string {
  const quota = `the ${scope} quota of ${key}`
  if (unreadable !== undefined)
    return `${quota}, which is "${unreadable}": until it is a whole number, nothing is added`
  if (who !== undefined) return `${quota}: the limit is ${limit}, and ${ownerText(scope, who)} uses ${used}`
  const most = topConsumers.length === 0 ? '' : `, most by ${topConsumers.map(consumerText).join(', ')}`
  return `${quota}: the limit is ${limit}, and ${used} in use${most}`
}

function ownerText(scope: Denial['scope'], who: string): string {
  return scope === 'per-team' ? `team ${who}` : `user ${who}`
}

function consumerText({ owner: { user, team }, used }: Consumer): string {
  return `${user === undefined ? `team ${team ?? ''}` : `user ${user}`} (${used})`
}
