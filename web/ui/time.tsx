import { age } from '#kube/age.ts'
import { useState, type ReactNode } from 'react'
import { useTicking } from './ticker.ts'
import { useZone, type Zone } from './zone.ts'

/** How a moment is written; made when it is first needed, because a browser takes long over its first calendar. */
function format(options: Intl.DateTimeFormatOptions): (moment: Date | number, zone: Zone) => string {
  const made: Partial<Record<Zone, Intl.DateTimeFormat>> = {}
  return (moment, zone) => {
    const zoned = zone === 'utc' ? { ...options, timeZone: 'UTC' } : options
    return (made[zone] ??= new Intl.DateTimeFormat(undefined, zoned)).format(moment)
  }
}

const exact = format({ dateStyle: 'medium', timeStyle: 'long' })

/** A moment in the zone that the person chose, with the zone. `at` is RFC 3339. */
export function Time({ at }: { at: string }): ReactNode {
  const zone = useZone()
  return <time dateTime={at}>{exact(new Date(at), zone)}</time>
}

const wholeDay = format({ dateStyle: 'medium' })

/** The day of a moment; all of it shows on hover. */
export function Day({ at }: { at: string }): ReactNode {
  const zone = useZone()
  const moment = new Date(at)
  return (
    <time dateTime={at} title={exact(moment, zone)}>
      {wholeDay(moment, zone)}
    </time>
  )
}

const clock = format({ timeStyle: 'medium' })
const day = format({ month: 'short', day: 'numeric' })
const date = format({ dateStyle: 'short' })

/** The time of day of a moment, with its day where that is not today; all of it shows on hover. */
export function ClockTime({ at }: { at: string }): ReactNode {
  const moment = new Date(at)
  const zone = useZone()
  const text = useTicking((now) => {
    const isToday = date(moment, zone) === date(now, zone)
    return isToday ? clock(moment, zone) : `${day(moment, zone)}, ${clock(moment, zone)}`
  })
  return (
    <time dateTime={at} title={exact(moment, zone)}>
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
  const zone = useZone()
  return (
    <time
      dateTime={at}
      title={pointedAt ? exact(from, zone) : undefined}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
    >
      {text}
    </time>
  )
}
