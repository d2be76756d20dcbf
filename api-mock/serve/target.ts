import { badRequest } from '#kube/status.ts'

export interface Target {
  /** The decoded parts of the path; an empty one between two slashes stays. */
  segments: string[]
  query: URLSearchParams
}

/** Takes a request's path and query apart. A slash at the end is as none. Throws StatusError 400. */
export function readTarget(target: string): Target {
  const at = target.indexOf('?')
  const path = at === -1 ? target : target.slice(0, at)
  const query = new URLSearchParams(at === -1 ? '' : target.slice(at + 1))
  const parts = path.replace(/^\//, '').replace(/\/$/, '').split('/')
  return withoutWatch({ segments: parts.map(decode), query })
}

/** The old form of a watch, `/api/v1/watch/pods`, is that of a list with `watch=true`. */
function withoutWatch({ segments, query }: Target): Target {
  const at = segments[0] === 'api' ? 2 : 3
  if (segments[at] !== 'watch' || segments.length === at + 1) return { segments, query }
  query.set('watch', 'true')
  return { segments: segments.toSpliced(at, 1), query }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest(`the path has an invalid escape: ${segment}`)
  }
}
