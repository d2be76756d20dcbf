import { Mark } from '#web/ui/tone.tsx'
import type { ReactNode } from 'react'

/** The type of an event with its icon: a warning, or what is as it should be. */
export function EventMark({ type }: { type: string }): ReactNode {
  return <Mark tone={type === 'Warning' ? 'warn' : 'unknown'}>{type}</Mark>
}
