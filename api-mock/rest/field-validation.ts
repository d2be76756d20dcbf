import { badRequest } from '#kube/status.ts'
import type { Context } from '#api-mock/serve/context.ts'

/** Fields that were given twice, in the words of Kubernetes, and dotted paths that the kind does not have. */
export interface FieldProblems {
  duplicates: readonly string[]
  unknown: readonly string[]
}

/**
 * Does what the query's `fieldValidation` asks: `Strict` throws StatusError 400, `Warn` (also when it is
 * absent) adds warnings, `Ignore` does nothing.
 */
export function reportFields(context: Context, { duplicates, unknown }: FieldProblems): void {
  const texts = strictTexts({ duplicates, unknown })
  if (texts.length === 0) return
  const { definition, query, warnings } = context
  const mode = query.get('fieldValidation') ?? ''
  if (mode === 'Ignore') return
  if (mode === 'Strict') {
    const { kind, version } = definition
    throw badRequest(
      `${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${texts.join(', ')}`,
    )
  }
  for (const text of texts) if (!warnings.includes(text)) warnings.push(text)
}

/** No more are told of: a body has room for a million, and each is a header. */
const mostTexts = 100

export function strictTexts({ duplicates, unknown }: FieldProblems): string[] {
  const rest = unknown.slice(0, Math.max(0, mostTexts - duplicates.length))
  return [...duplicates, ...rest.map((path) => `unknown field "${path}"`)]
}
