import { age } from '#kube/age.ts'
import { useState, type ReactNode } from 'react'
import { useTicking } from './ticker.ts'

/** How a moment is written; made when it is first needed, because a browser takes long over its first calendar. */
function format(options: Intl.DateTimeFormatOptions): (moment: Date | number) => string {
  let made: Intl.DateTimeFormat | undefined
  return (moment) => (made ??= new Intl.DateTimeFormat(undefined, options)).format(moment)
}

const exact = format({ dateStyle: 'medium', timeStyle: 'long' })

/** A moment in the person's own zone, with the zone. `at` is RFC 3339. */
export function Time({ at }: { at: string }): ReactNode {
  return <time dateTime={at}>{exact(new Date(at))}</time>
}

const clock = format({ timeStyle: 'medium' })
const day = format({ month: 'short', day: 'numeric' })

/** The time of day of a moment, with its day where that is not today; all of it shows on hover. */
export function ClockTime({ at }: { at: string }): ReactNode {
  const moment = new Date(at)
  const text = useTicking((now) => {
    const isToday = moment.toDateString() === new Date(now).toDateString()
    return isToday ? clock(moment) : `${day(moment)}, ${clock(moment)}`
  })
  return (
    <time dateTime={at} title={exact(moment)}>
      {text}
    </time>
  )
}

/** How long ago something was, ticking; the exact moment is in the element and shows on hover. */
export function Age({ at }: { at: string }): ReactNode {
  const from = Date.parse(at)
  const text = useTicking((now) => age(Math.min(from, now), now))
  // A page has many of these and a person points at few.
  const [pointedAt, setPointedAt] = useState(false)
  return (
    <time
      dateTime={at}
      title={pointedAt ? exact(from) : undefined}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
    >
      {text}
    </time>
  )
}
