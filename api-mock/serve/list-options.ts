import { forbiddenValue, unsupportedValue } from '#kube/causes.ts'
import { isTrue } from '#kube/request-info.ts'
import { badRequest, invalid } from '#kube/status.ts'
import type { StatusCause } from '#kube/status.ts'

/** The options of a list or watch, as `meta/v1.ListOptions` in the query. */
export interface ListOptions {
  labelSelector: string
  fieldSelector: string
  limit: number
  continue: string
  resourceVersion: string
  resourceVersionMatch: string
  timeoutSeconds: number | undefined
  allowWatchBookmarks: boolean
  sendInitialEvents: boolean | undefined
}

/** Throws StatusError 400 for a value of the wrong form, 422 for values that do not go together. */
export function readListOptions(query: URLSearchParams, watch: boolean): ListOptions {
  const initial = query.get('sendInitialEvents')
  const options = {
    labelSelector: query.get('labelSelector') ?? '',
    fieldSelector: query.get('fieldSelector') ?? '',
    limit: readInteger(query.get('limit')) ?? 0,
    continue: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    timeoutSeconds: readInteger(query.get('timeoutSeconds')),
    allowWatchBookmarks: isTrue(query.get('allowWatchBookmarks')),
    sendInitialEvents: initial === null ? undefined : isTrue(initial),
  }
  const causes = watch ? watchCauses(options) : listCauses(options)
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions', name: '' }, causes)
  return options
}

function listCauses(options: ListOptions): StatusCause[] {
  const { resourceVersion, resourceVersionMatch: match } = options
  const causes: StatusCause[] = []
  const field = 'resourceVersionMatch'
  if (match !== '') {
    if (options.continue !== '') {
      causes.push(forbiddenValue(field, 'resourceVersionMatch is forbidden for continue'))
    }
    if (resourceVersion === '') {
      causes.push(
        forbiddenValue(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
      )
    }
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      causes.push(unsupportedValue(field, match, ['Exact', 'NotOlderThan', '']))
    }
    if (match === 'Exact' && resourceVersion === '0') {
      causes.push(forbiddenValue(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'))
    }
  }
  if (options.sendInitialEvents !== undefined) {
    causes.push(forbiddenValue('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  }
  return causes
}

function watchCauses({
  sendInitialEvents,
  resourceVersionMatch: match,
  ...options
}: ListOptions): StatusCause[] {
  const field = 'resourceVersionMatch'
  const causes: StatusCause[] = []
  if (sendInitialEvents === undefined) {
    if (match !== '') {
      causes.push(
        forbiddenValue(
          field,
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
      )
    }
  } else {
    if (match !== 'NotOlderThan') {
      causes.push(
        forbiddenValue(field, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'),
      )
      if (match !== '') causes.push(unsupportedValue(field, match, ['NotOlderThan']))
    }
  }
  if (options.continue !== '') causes.push(forbiddenValue('continue', 'continue is forbidden for watch'))
  return causes
}

/** An integer in a query, in which an empty one is none. Throws StatusError 400. */
export function readInteger(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`)
  return Number(text)
}
