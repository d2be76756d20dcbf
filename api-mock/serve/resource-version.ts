import { failure, StatusError, unexplained } from '#kube/status.ts'
import { invalidValue } from '#kube/causes.ts'

/** What is wrong with a text that should be a resourceVersion, in the words of Go. */
function problem(text: string): string {
  const { field, message } = invalidValue(
    'resourceVersion',
    text,
    `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  )
  return `${field}: ${message}`
}

export function isVersion(text: string): boolean {
  return /^\d{1,18}$/.test(text)
}

/** The resourceVersion of a list or watch; '' and '0' are 0. Throws 400. */
export function readVersion(text: string): number {
  if (text === '') return 0
  if (isVersion(text)) return Number(text)
  throw new StatusError(failure(400, 'BadRequest', `invalid resource version: ${problem(text)}`))
}

/** The resourceVersion of a get, for which the real server answers garbage with a bare 500. */
export function readVersionOfGet(text: string): number {
  if (text === '') return 0
  if (isVersion(text)) return Number(text)
  throw unexplained(problem(text))
}

/** Throws 504 when a client asks for a revision that does not exist yet. */
export function mustExist(version: number, current: number): void {
  if (version <= current) return
  throw new StatusError(
    failure(504, 'Timeout', `Timeout: Too large resource version: ${version}, current: ${current}`, {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    }),
  )
}
