import type { Tone } from '#web/ui/tone.tsx'
import type { TabState } from './dock.ts'

/** A tab's state in words, as its tab says it. */
export function stateWords(state: TabState): string {
  switch (state.is) {
    case 'connecting':
      return 'connecting'
    case 'open':
      return 'open'
    case 'lost':
      return 'reconnecting'
    case 'away':
      return 'ended with the page'
    case 'impossible':
      return 'not possible here'
    default:
      return state.code === undefined ? 'ended' : `ended with code ${state.code}`
  }
}

export function stateTone(state: TabState): Tone {
  switch (state.is) {
    case 'connecting':
      return 'pending'
    case 'open':
      return 'good'
    case 'lost':
    case 'impossible':
      return 'warn'
    case 'away':
      return 'asleep'
    default:
      return state.code === 0 ? 'unknown' : 'bad'
  }
}
