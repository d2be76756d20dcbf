import { forbiddenValue, invalidValue, unsupportedValue } from '#kube/causes.ts'
import { isTrue } from '#kube/request-info.ts'
import { badRequest, invalid } from '#kube/status.ts'
import type { StatusCause } from '#kube/status.ts'

/** `v1.PodLogOptions`. */
export interface LogOptions {
  container: string
  follow: boolean
  previous: boolean
  timestamps: boolean
  /** Milliseconds since the epoch. */
  since: number | undefined
  tailLines: number | undefined
  limitBytes: number | undefined
  stream: 'All' | 'Stdout' | 'Stderr'
}

/** Reads a query; throws StatusError 400 for what is no number or time, and 422 as kube-apiserver does. */
export function readLogOptions(query: URLSearchParams, pod: string, now: number): LogOptions {
  const sinceSeconds = integer(query, 'sinceSeconds')
  const sinceTime = time(query)
  const tailLines = integer(query, 'tailLines')
  const limitBytes = integer(query, 'limitBytes')
  const stream = query.get('stream') ?? 'All'
  const causes: StatusCause[] = []
  const atLeast = (field: string, value: number | undefined, least: number): void => {
    if (value === undefined || value >= least) return
    const rule = least === 0 ? 'greater than or equal to 0' : 'greater than 0'
    causes.push(invalidValue(field, value, `must be ${rule}`))
  }
  atLeast('tailLines', tailLines, 0)
  atLeast('limitBytes', limitBytes, 1)
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    causes.push(forbiddenValue('', 'at most one of `sinceTime` or `sinceSeconds` may be specified'))
  } else atLeast('sinceSeconds', sinceSeconds, 1)
  if (!isStream(stream)) causes.push(unsupportedValue('stream', stream, ['All', 'Stderr', 'Stdout']))
  else if (stream !== 'All' && tailLines !== undefined) {
    causes.push(forbiddenValue('', '`tailLines` and specific `stream` are mutually exclusive for now'))
  }
  if (causes.length > 0) throw invalid({ group: '', kind: 'PodLogOptions', name: pod }, causes)
  return {
    container: query.get('container') ?? '',
    follow: isTrue(query.get('follow')),
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    since: sinceSeconds === undefined ? sinceTime : now - sinceSeconds * 1000,
    tailLines,
    limitBytes,
    stream: isStream(stream) ? stream : 'All',
  }
}

function isStream(text: string): text is LogOptions['stream'] {
  return text === 'All' || text === 'Stdout' || text === 'Stderr'
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!/^[+-]?\d{1,18}$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  return Number(text)
}

function time(query: URLSearchParams): number | undefined {
  const text = query.get('sinceTime')
  if (text === null || text === '') return undefined
  const parsed = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(parsed)) return parsed
  const quoted = JSON.stringify(text)
  throw badRequest(`parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`)
}
