import type { Project } from '#api/kinds/project.ts'
import type { ObjectOf } from '#api/kind.ts'
import { asStatusError, isUnreachable } from '#web/data/client.ts'
import { liveness } from '#web/data/liveness.ts'
import { quotaPreview } from '#web/data/project-parts.ts'
import { fieldErrors } from '#web/form/field-errors.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { exceededIn } from '#web/quota/denials.ts'
import { correctedBy, quotaAfter, type QuotaAfter, type Wanted } from '#web/quota/quota-after.ts'
import { sentence } from '#web/ui/error-words.ts'
import { useQuery, useQueryClient, type Query } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSettled } from '#web/form/use-settled.ts'
import { countedIn } from './instance-form.ts'

interface Preview {
  /** The limits that it would count for. */
  lines: readonly QuotaAfter[]
  /** Whether there is one of its name already. */
  taken: boolean
  /** Why else the server would refuse it, as a sentence. */
  refusal: string | undefined
}

/**
 * What would come of making this: at once as far as the project says it itself, and by a try on the server as soon
 * as the object is complete; undefined while it is not. Once it is being made, it is not counted a second time.
 */
export function useQuotaPreview(
  side: Side,
  project: Project,
  wanted: Omit<Wanted, 'plural'>,
  object: Instance | undefined,
  making: boolean,
): Preview {
  const text = object === undefined ? '' : JSON.stringify(object)
  const settled = useSettled(text)
  const asked = settled === '' ? undefined : (JSON.parse(settled) as ObjectOf<Side['kind']>)
  const current = asked !== undefined && settled === text
  const { data, error } = useQuery({
    ...quotaPreview(side.kind, asked ?? { metadata: { name: '' }, spec: {} }, countedIn(project)),
    enabled: current,
  })
  const client = useQueryClient()
  useEffect(
    () =>
      liveness.onLive(() => void client.refetchQueries({ queryKey: ['quota-preview'], predicate: wasLost })),
    [client],
  )
  const numbers = current ? data : undefined
  const refused = current && error !== null && !isUnreachable(error) ? asStatusError(error) : undefined
  const exceeded = refused === undefined ? [] : exceededIn(refused)
  const taken = refused?.reason === 'AlreadyExists'
  const known = quotaAfter(useHeld(project, making), { plural: side.kind.plural, ...wanted })
  return {
    lines: correctedBy(known, { numbers, exceeded }),
    taken,
    refusal:
      refused === undefined || taken || exceeded.length > 0
        ? undefined
        : sentence(fieldErrors(refused, []).form ?? refused.message),
  }
}

/** Whether it was asked while the server was away. */
function wasLost({ state }: Query): boolean {
  return isUnreachable(state.error)
}

/** What something was before it was held. */
function useHeld<T>(value: T, held: boolean): T {
  const [last, setLast] = useState(value)
  if (!held && last !== value) setLast(value)
  return held ? last : value
}
