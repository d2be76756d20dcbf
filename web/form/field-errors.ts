import type { StatusError } from '#kube/status.ts'

export interface FieldErrors {
  /** By field of the form, as Kubernetes names it: `spec.users`. */
  fields: Record<string, string>
  /** What belongs to no field that is shown; undefined when all was said at the fields. */
  form?: string
}

/**
 * Where to say what the server refused: at the fields its causes name, for a list entry at its list; else at
 * the form. `known` are the fields that the form shows.
 */
export function fieldErrors(error: StatusError, known: readonly string[]): FieldErrors {
  if (error.reason === 'AlreadyExists' && known.includes('metadata.name')) {
    return { fields: { 'metadata.name': 'This name is taken. Choose another one.' } }
  }
  const fields: Record<string, string> = {}
  const rest: string[] = []
  const causes = error.status.details?.causes ?? []
  for (const { field = '', message = '' } of causes) {
    const path = field.replace(/\[.*$/, '')
    const at = known.find((name) => name === path || path.startsWith(`${name}.`))
    if (at === undefined) rest.push(field === '' ? message : `${field}: ${message}`)
    else fields[at] = at in fields ? `${fields[at]} ${message}` : message
  }
  if (causes.length === 0) rest.push(error.message)
  return rest.length === 0 ? { fields } : { fields, form: rest.join(' ') }
}
