import { age } from '#kube/age.ts'
import type { ReactNode } from 'react'
import { useTicking } from './ticker.ts'

const exact = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'long',
})

/** A moment in the person's own zone, with the zone. `at` is RFC 3339. */
export function Time({ at }: { at: string }): ReactNode {
  return <time dateTime={at}>{exact.format(new Date(at))}</time>
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })

/** The time of day of a moment, with its day where that is not today; all of it shows on hover. */
export function ClockTime({ at }: { at: string }): ReactNode {
  const moment = new Date(at)
  const text = useTicking((now) => {
    const isToday = moment.toDateString() === new Date(now).toDateString()
    return isToday ? clock.format(moment) : `${day.format(moment)}, ${clock.format(moment)}`
  })
  return (
    <time dateTime={at} title={exact.format(moment)}>
      {text}
    </time>
  )
}

/** How long ago something was, ticking; the exact moment is in the element and shows on hover. */
export function Age({ at }: { at: string }): ReactNode {
  const from = Date.parse(at)
  const text = useTicking((now) => age(Math.min(from, now), now))
  return (
    <time dateTime={at} title={exact.format(from)}>
      {text}
    </time>
  )
}
