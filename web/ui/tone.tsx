import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What a word about a state means: each has its own icon and colour, and the word says it again. */
export type Tone = 'good' | 'pending' | 'asleep' | 'warn' | 'bad' | 'leaving' | 'unknown'

/** Shapes of Material Icons; see NOTICE. */
const shapes: Readonly<Record<Tone, string>> = {
  good: 'M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2m0 18c-4.41 0-8-3.59-8-8s3.59-8 8-8 8 3.59 8 8-3.59 8-8 8m4.59-12.42L10 14.17l-2.59-2.58L6 13l4 4 8-8z',
  pending: 'm6 2 .01 6L10 12l-3.99 4.01L6 22h12v-6l-4-4 4-3.99V2zm10 14.5V20H8v-3.5l4-4z',
  asleep:
    'M9.27 4.49c-1.63 7.54 3.75 12.41 7.66 13.8C15.54 19.38 13.81 20 12 20c-4.41 0-8-3.59-8-8 0-3.45 2.2-6.4 5.27-7.51m2.72-2.48C6.4 2.01 2 6.54 2 12c0 5.52 4.48 10 10 10 3.71 0 6.93-2.02 8.66-5.02-7.51-.25-12.09-8.43-8.32-14.97z',
  warn: 'M12 5.99 19.53 19H4.47zM12 2 1 21h22zm1 14h-2v2h2zm0-6h-2v4h2z',
  bad: 'M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2m1 15h-2v-2h2zm0-4h-2V7h2z',
  leaving:
    'M15 16h4v2h-4zm0-8h7v2h-7zm0 4h6v2h-6zM3 18c0 1.1.9 2 2 2h6c1.1 0 2-.9 2-2V8H3zm2-8h6v8H5zm5-6H6L5 5H2v2h12V5h-3z',
  unknown:
    'M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2m0 18c-4.42 0-8-3.58-8-8s3.58-8 8-8 8 3.58 8 8-3.58 8-8 8',
}

/** The icon alone, for places that say the word themselves. */
export function ToneIcon({ tone, size = 16 }: { tone: Tone; size?: number }): ReactNode {
  return <Icon shape={shapes[tone]} size={size} className={`tone-${tone}`} />
}

/**
 * A state in a word, with its icon and colour. What is well is quiet, so that in a long list the eye finds what
 * is not.
 */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  const loud = tone === 'bad' || tone === 'warn' || tone === 'pending'
  return (
    <span className={loud ? `mark loud tone-${tone}` : 'mark'}>
      <ToneIcon tone={tone} />
      <span>{children}</span>
    </span>
  )
}
