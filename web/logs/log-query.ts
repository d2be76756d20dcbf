import { changed } from '#web/ui/use-address.ts'

/** What of a container's log is shown: all of it stands in the address. */
export interface Choice {
  /** '' for the one that the pod names, or its first. */
  container: string
  /** The run before the present one. */
  previous: boolean
  since: Since
  wrap: boolean
  times: boolean
  find: string
  regex: boolean
}

/** How far back is read; `last` is what fits many windows. */
export const sinces = {
  last: 'Last 5,000 lines',
  '5m': 'Last 5 minutes',
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
  all: 'From the start',
} as const

export type Since = keyof typeof sinces

const seconds: Readonly<Partial<Record<Since, number>>> = {
  '5m': 300,
  '1h': 3_600,
  '6h': 21_600,
  '24h': 86_400,
}

const lastLines = 5_000

/** The choice that an address makes. */
export function choiceOf(params: URLSearchParams): Choice {
  const since = params.get('since') ?? ''
  return {
    container: params.get('container') ?? '',
    previous: params.get('previous') === '1',
    since: isSince(since) ? since : 'last',
    wrap: params.get('wrap') !== '0',
    times: params.get('times') === '1',
    find: params.get('find') ?? '',
    regex: params.get('regex') === '1',
  }
}

/** The query of an address that makes a choice; what is ordinary is not said. */
export function addressOf(choice: Choice, before: URLSearchParams): URLSearchParams {
  return changed(before, {
    container: choice.container,
    previous: choice.previous ? '1' : '',
    since: choice.since === 'last' ? '' : choice.since,
    wrap: choice.wrap ? '' : '0',
    times: choice.times ? '1' : '',
    find: choice.find,
    regex: choice.regex ? '1' : '',
  })
}

function isSince(text: string): text is Since {
  return Object.hasOwn(sinces, text)
}

/**
 * What is asked of the API server first. Where the address names a line, its log is read from that line's time on,
 * unless the choice says from when.
 */
export function firstQuery(
  { container, previous, since }: Pick<Choice, 'container' | 'previous' | 'since'>,
  line?: string,
): URLSearchParams {
  const query = new URLSearchParams({ container, timestamps: 'true' })
  if (previous) query.set('previous', 'true')
  else query.set('follow', 'true')
  const sinceSeconds = seconds[since]
  if (sinceSeconds !== undefined) query.set('sinceSeconds', String(sinceSeconds))
  else if (since === 'last' && line !== undefined) query.set('sinceTime', line.replace(/\.\d+/, ''))
  else if (since === 'last') query.set('tailLines', String(lastLines))
  return query
}

/** What is asked when a log is read on from a time. */
export function resumedQuery(first: URLSearchParams, since: string): URLSearchParams {
  const query = new URLSearchParams(first)
  query.delete('tailLines')
  query.delete('sinceSeconds')
  query.set('sinceTime', since)
  return query
}

/** A line as an address names it: by its time, which is the same for everybody who reads the log. */
export function lineOfHash(hash: string): string | undefined {
  const [, time] =
    /^#(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))$/.exec(decoded(hash)) ?? []
  return time
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return ''
  }
}
