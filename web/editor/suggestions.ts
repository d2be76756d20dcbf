import { cursorAt, type Cursor } from './cursor.ts'
import { schemaAt, typeWords, valuesOf, type KindName, type Schema, type Schemas } from './schema.ts'

/** What could be typed next. */
export interface Suggestion {
  label: string
  /** What is typed for it; `$0` is where one goes on. */
  insert: string
  /** Its type, in a few words. */
  detail: string
  description: string
  required: boolean
  what: 'field' | 'value'
}

/** What could be typed at a place, with how much of it is typed already. */
export interface Suggested {
  suggestions: Suggestion[]
  /** What is typed of it already. */
  typed: string
}

/** What could be typed behind `before`, with `after` behind that. */
export function suggest(before: string, after: string, schemas: Schemas): Suggested {
  const cursor = cursorAt(before, after)
  return { typed: cursor.typed, suggestions: suggestionsAt(cursor, schemas) }
}

function suggestionsAt(cursor: Cursor, schemas: Schemas): Suggestion[] {
  const { path, field, apiVersion, kind } = cursor
  if (path.length === 0 && field === 'apiVersion') return versions(schemas, kind)
  if (path.length === 0 && field === 'kind') return kinds(schemas.kinds(), apiVersion)
  const root = apiVersion === undefined || kind === undefined ? undefined : schemas.of({ apiVersion, kind })
  if (root === undefined) return path.length === 0 && field === undefined ? beginnings(cursor) : []
  if (field !== undefined) return valuesAt(schemaAt(schemas, root, [...path, field]))
  const parent = schemaAt(schemas, root, path)
  return parent === undefined ? [] : fieldsOf(parent, cursor, schemas)
}

function fieldsOf(parent: Schema, { beside, indent }: Cursor, schemas: Schemas): Suggestion[] {
  const required = new Set(parent.required)
  return Object.entries(parent.properties ?? {})
    .filter(([name]) => !beside.includes(name))
    .map(([name, said]) => {
      const schema = schemas.resolve(said) ?? said
      return {
        label: name,
        insert: `${name}:${behind(schema, schemas, indent)}`,
        detail: typeWords(schemas, schema),
        description: schema.description ?? '',
        required: required.has(name),
        what: 'field' as const,
      }
    })
}

/** What stands behind a field's name: its value on the same line, or one step deeper on the next. */
function behind(schema: Schema, schemas: Schemas, indent: number): string {
  const deeper = `\n${' '.repeat(indent + 2)}`
  if (schema.type === 'array') return `${deeper}- $0`
  const isObject = schema.properties !== undefined || schemas.resolve(valuesOf(schema)) !== undefined
  return isObject ? `${deeper}$0` : ' $0'
}

function valuesAt(schema: Schema | undefined): Suggestion[] {
  if (schema === undefined) return []
  const values = schema.type === 'boolean' ? [true, false] : (schema.enum ?? [])
  return values.map((value) => {
    const isDefault = value === schema.default
    return valueOf(String(value), isDefault ? 'by default' : '', schema.description ?? '')
  })
}

function valueOf(label: string, detail = '', description = ''): Suggestion {
  return { label, insert: `${label}$0`, detail, description, required: false, what: 'value' }
}

function versions(schemas: Schemas, kind: string | undefined): Suggestion[] {
  const fitting = schemas.kinds().filter((one) => one.kind === kind)
  const names = new Set(fitting.map(({ apiVersion }) => apiVersion))
  return (names.size === 0 ? schemas.versions() : [...names]).map((name) => valueOf(name))
}

function kinds(all: readonly KindName[], apiVersion: string | undefined): Suggestion[] {
  const fitting = all.filter((one) => apiVersion === undefined || one.apiVersion === apiVersion)
  return [...new Set(fitting.map(({ kind }) => kind))].toSorted().map((name) => valueOf(name))
}

/** What every object begins with. */
function beginnings({ beside }: Cursor): Suggestion[] {
  return ['apiVersion', 'kind', 'metadata']
    .filter((name) => !beside.includes(name))
    .map((name) => ({
      label: name,
      insert: name === 'metadata' ? 'metadata:\n  name: $0' : `${name}: $0`,
      detail: '',
      description: '',
      required: true,
      what: 'field' as const,
    }))
}
