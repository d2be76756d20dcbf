import { isPassing } from '#web/data/client.ts'
import { kindWords } from '#web/data/kind-words.ts'
import type { StatusError } from '#kube/status.ts'
import { visible } from './visible.ts'

export interface ErrorWords {
  title: string
  /** What the person can do about it. */
  advice: string
  /** Whether the page asks again by itself. */
  retries: boolean
}

/** The one place that turns an error of a whole page into words, for whoever reads it. */
export function errorWords(error: StatusError, { isAdmin = false } = {}): ErrorWords {
  const retries = isPassing(error)
  switch (error.code) {
    case 0:
      return {
        title: 'The server cannot be reached',
        advice: 'Check your network. This page tries again by itself and goes on when the server is back.',
        retries,
      }
    case 401:
      return { title: 'Your session has ended', advice: 'Sign in again to go on where you were.', retries }
    case 403:
      return {
        title: 'You may not see this page',
        advice: `${sentence(error.message.replace(/^.* is forbidden: /, ''))} Ask a platform admin for the right to it.`,
        retries,
      }
    case 404:
      return {
        title: 'There is nothing here',
        advice: absenceWords(error, isAdmin),
        retries,
      }
    default:
      return retries
        ? {
            title: 'The server is busy',
            advice: `${sentence(error.message)} This page tries again by itself.`,
            retries,
          }
        : {
            title: 'This page could not be shown',
            advice: `${sentence(error.message)} Try again; if it stays, tell a platform admin what you did.`,
            retries,
          }
  }
}

/** Why somebody does not see one of a kind that is there, and who can help. */
const helpers: Readonly<Record<string, string>> = {
  projects: 'you are not a member: an admin of the project or a platform admin can make you one.',
  teams: 'you are not in it: a platform admin can add you.',
  spaceinstances: 'it is not shared with you: its owner or an admin of the project can share it.',
  virtualclusterinstances: 'it is not shared with you: its owner or an admin of the project can share it.',
}

/** Whether it is there is told to none but those who may see it, so the words hold for both; an admin sees all. */
function absenceWords({ status: { details } }: StatusError, isAdmin: boolean): string {
  const { name, kind: plural = '' } = details ?? {}
  const help = helpers[plural] ?? 'you are not among those who may see it: a platform admin can look.'
  const { one } = kindWords({ plural, singular: plural.replace(/s$/, '') })
  const what = name === undefined ? '' : `You see no ${one} “${visible(name)}”. `
  return `${what}It was deleted or renamed, or ${isAdmin ? 'its name is mistyped.' : help}`
}

/** The message as a sentence, whatever the server put at its end, and whoever's text is in it. */
export function sentence(message: string): string {
  const text = visible(message)
    .trim()
    .replace(/[:,;]$/, '')
  const start = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?…]$/.test(start) ? start : `${start}.`
}
