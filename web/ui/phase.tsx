import type { ReactNode } from 'react'
import type { Phase } from './phase-words.ts'
import { Mark, type Tone } from './tone.tsx'

export const toneOf: Readonly<Record<Phase, Tone>> = {
  Pending: 'pending',
  Ready: 'good',
  Sleeping: 'asleep',
  Failed: 'bad',
  Deleting: 'leaving',
}

/** The phase of a space or a virtual cluster, with its icon; `reason` is the server's word for why. */
export function PhaseMark({ phase, reason = '' }: { phase: Phase; reason?: string | undefined }): ReactNode {
  return <Mark tone={toneOf[phase]}>{reason === '' ? phase : `${phase}: ${reason}`}</Mark>
}
