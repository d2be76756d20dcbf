import { documentAt, fieldAt, kindOf, type Manifest, type Span } from './manifest.ts'
import { schemaAt, typeWords, type Schemas } from './schema.ts'

/** What a field is, as its API server describes it. */
export interface Explanation extends Span {
  /** As Kubernetes writes it: `spec.template.spec.containers[].image`. */
  path: string
  type: string
  description: string
  required: boolean
}

/** What is known of the field at a place in the text. */
export function explain(manifest: Manifest, offset: number, schemas: Schemas): Explanation | undefined {
  const document = documentAt(manifest, offset)
  const at = document && fieldAt(document, offset)
  const name = document && kindOf(document)
  const root = name && schemas.of(name)
  if (at === undefined || root === undefined) return undefined
  const schema = schemaAt(schemas, root, at.path)
  if (schema === undefined) return undefined
  const last = at.path.at(-1)
  const parent = schemaAt(schemas, root, at.path.slice(0, -1))
  return {
    ...at.span,
    path: pathWords(at.path),
    type: typeWords(schemas, schema),
    description: schema.description ?? '',
    required: typeof last === 'string' && (parent?.required ?? []).includes(last),
  }
}

function pathWords(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}
