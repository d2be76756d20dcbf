import type { StatusError } from '#kube/status.ts'
import { spanOfField, type Manifest, type Span } from './manifest.ts'
import type { Problem } from './problems.ts'

/** What a server said is wrong with an object, with the field that it is about. */
export interface Refused {
  field: string
  message: string
}

/** Each thing that a refusal names; the refusal itself, where it names none. */
export function refusedOf(error: StatusError): Refused[] {
  const causes = (error.status.details?.causes ?? []).map(({ field = '', message = '' }) => ({
    field,
    message,
  }))
  if (causes.length > 0) return causes
  const fields = [...error.message.matchAll(/(unknown|duplicate) field "([^"]+)"/g)]
  if (fields.length === 0) return [{ field: '', message: error.message }]
  return fields.map(([, what = '', field = '']) => ({
    field,
    message: what === 'unknown' ? 'There is no such field here.' : 'This field is given twice.',
  }))
}

/** Where in the text to say what was refused; what is about no field that is there stands at the beginning. */
export function problemsRefused(manifest: Manifest, refused: readonly Refused[]): Problem[] {
  const [document] = manifest.documents
  const beginning: Span = { from: 0, to: firstLine(manifest.text) }
  return refused.map(({ field, message }) => ({
    ...(document === undefined || field === '' ? beginning : (spanOfField(document, field) ?? beginning)),
    severity: 'error',
    message: field === '' ? message : `${field}: ${message}`,
  }))
}

function firstLine(text: string): number {
  const end = text.indexOf('\n')
  return Math.max(1, end === -1 ? text.length : end)
}
