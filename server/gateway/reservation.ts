import type { Kind } from '#api/kind.ts'
import type { Claim, QuotaNumbers } from '#api/quota.ts'
import { conflict } from '#kube/status.ts'
import type { Context } from './context.ts'

/** An instance in the ledger of its project. */
export interface Counted {
  project: string
  kind: Kind
  name: string
}

function keyOf({ kind, name }: Counted): string {
  return `${kind.plural}/${name}`
}

/** Instances that this server is making at the moment. */
const making = new Set<string>()

/**
 * Runs the creation of an instance after its reservation. Whatever this server dies of in between, no instance is
 * without an entry: the entry is durable before the creation begins. An entry without an instance is struck out,
 * here once the API server has refused and has none, else by the controller when the reservation has run out; so
 * nothing is given back where nobody knows what became of the request. Two creations of one name would share an
 * entry, which the refusal of one must not take from the other: the second is refused.
 */
export async function reserving<T extends Outcome>(
  { ledgers, report }: Keeper,
  counted: Counted,
  after: Claim,
  create: () => Promise<T>,
): Promise<T> {
  const { project, kind, name } = counted
  const key = keyOf(counted)
  const place = `${project}/${key}`
  if (making.has(place))
    throw conflict({ ...kind, name }, 'it is being created by another request; please try again')
  making.add(place)
  try {
    await ledgers.reserve(project, { operation: 'create', key, after })
    const answer = await create()
    if (isRefusal(answer)) await ledgers.release(project, key).catch(report)
    return answer
  } finally {
    making.delete(place)
  }
}

/** The same for a change: what it would count for is entered before, and entered back when it is refused. */
export async function reservingChange<T extends Outcome>(
  { ledgers, report }: Keeper,
  counted: Counted,
  [before, after]: readonly [before: Claim, after: Claim],
  change: () => Promise<T>,
): Promise<T> {
  const enter = (claim: Claim) =>
    ledgers.reserve(counted.project, { operation: 'update', key: keyOf(counted), after: claim })
  await enter(after)
  const answer = await change()
  if (isRefusal(answer)) await enter(before).catch(report)
  return answer
}

/** Who keeps the ledgers, and is told of what is left to the controller. */
type Keeper = Pick<Context, 'ledgers' | 'report'>

interface Outcome {
  code: number
}

/** What the quotas would say; nothing is reserved. */
export function preview(
  { ledgers }: Keeper,
  counted: Counted,
  operation: 'create' | 'update',
  after: Claim,
): Promise<QuotaNumbers[]> {
  return ledgers.reserve(counted.project, { operation, key: keyOf(counted), after }, { dryRun: true })
}

/** Whether nothing was done for sure; after a 5xx nobody knows. */
function isRefusal({ code }: Outcome): boolean {
  return code >= 400 && code < 500
}
