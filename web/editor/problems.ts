import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import { keyText, kindOf, spanOf, type Manifest, type Span } from './manifest.ts'
import { isOpen, typeWords, valuesOf, type Schema, type Schemas } from './schema.ts'

/** Something wrong in a text, with where it is. */
export interface Problem extends Span {
  /** An error keeps the object from being taken; a warning may be wrong. */
  severity: 'error' | 'warning'
  /** A sentence. */
  message: string
}

/** All that can be said to be wrong without asking a server. */
export function problemsOf(manifest: Manifest, schemas: Schemas): Problem[] {
  const problems: Problem[] = []
  for (const document of manifest.documents) {
    for (const { pos, message } of document.errors) {
      problems.push({
        from: pos[0],
        to: Math.max(pos[1], pos[0] + 1),
        severity: 'error',
        message: sentenceOf(message),
      })
    }
    const name = kindOf(document)
    const schema = name && schemas.of(name)
    // What cannot be read right is not worth a second complaint.
    if (schema !== undefined && document.errors.length === 0)
      check(document.contents, schema, { from: 0, to: 1 }, { schemas, problems })
  }
  return problems
}

interface Checking {
  schemas: Schemas
  problems: Problem[]
}

function check(node: unknown, said: Schema, at: Span, checking: Checking): void {
  const { schemas, problems } = checking
  const schema = schemas.resolve(said)
  // Nothing is as good as left out, and where an alias leads is checked where it leads to.
  if (schema === undefined || node === null || node === undefined || isAlias(node)) return
  if (isScalar(node) && node.value === null) return
  const span = isScalar(node) ? spanOf(node, at) : at
  const mistake = mistakeOf(node, schema, schemas)
  if (mistake !== undefined) problems.push({ ...span, severity: 'error', message: mistake })
  else if (isMap(node)) checkFields(node.items, schema, at, checking)
  else if (isSeq(node) && schema.items !== undefined) {
    for (const item of node.items) check(item, schema.items, headOf(item, at), checking)
  }
}

/** What stands for all of an entry: its first field. */
function headOf(item: unknown, otherwise: Span): Span {
  const first = isMap(item) ? item.items[0] : undefined
  return spanOf(first === undefined ? item : first.key, otherwise)
}

function checkFields(
  pairs: readonly { key: unknown; value: unknown }[],
  schema: Schema,
  at: Span,
  checking: Checking,
): void {
  const names = pairs.map((pair) => keyText(pair as Parameters<typeof keyText>[0]))
  for (const [index, { key, value }] of pairs.entries()) {
    const name = names[index] ?? ''
    const span = spanOf(key, at)
    const field = schema.properties?.[name] ?? valuesOf(schema)
    if (field !== undefined) check(value, field, span, checking)
    else if (!isOpen(schema))
      checking.problems.push({ ...span, severity: 'error', message: unknownField(name, schema) })
  }
  const missing = (schema.required ?? []).filter((name) => !names.includes(name))
  if (missing.length > 0)
    checking.problems.push({ ...at, severity: 'error', message: `${listed(missing)} must be given here.` })
}

function unknownField(name: string, { properties = {} }: Schema): string {
  const near = Object.keys(properties).find((one) => isNear(one, name))
  return `There is no field “${name}” here.${near === undefined ? '' : ` Did you mean “${near}”?`}`
}

/** Whether two names differ by case, or by one letter that is missing, added, swapped or another. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1 || a.length < 3) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const [restOfA, restOfB] = [a.slice(start), b.slice(start)]
  const swapped =
    restOfA[1] === restOfB[0] && restOfA[0] === restOfB[1] && restOfA.slice(2) === restOfB.slice(2)
  return (
    swapped ||
    restOfA.slice(1) === restOfB.slice(1) ||
    restOfA === restOfB.slice(1) ||
    restOfA.slice(1) === restOfB
  )
}

function listed(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(' and ')
}

/** What is wrong with a value itself, as a sentence. */
function mistakeOf(node: unknown, schema: Schema, schemas: Schemas): string | undefined {
  const wanted = `Wanted here: ${typeWords(schemas, schema)}`
  if (isMap(node)) return isOneOf(schema, 'object') ? undefined : `${wanted}; these are fields.`
  if (isSeq(node)) return isOneOf(schema, 'array') ? undefined : `${wanted}; this is a list.`
  if (!isScalar(node)) return undefined
  const { value } = node
  const fits = fitsScalar(value, schema)
  if (!fits && schema.type === 'string') return `${wanted}. Put it in quotes.`
  if (!fits) return `${wanted}.`
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return `It must be one of ${schema.enum.map(String).join(', ')}.`
  return undefined
}

function fitsScalar(value: unknown, schema: Schema): boolean {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string')
    return Number.isInteger(value) || typeof value === 'string'
  switch (schema.type) {
    case 'string':
      // A quantity may be written as a number, and Kubernetes takes it so.
      return typeof value === 'string' || (isQuantity(schema) && typeof value === 'number')
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value)
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint'
    case 'boolean':
      return typeof value === 'boolean'
    case 'object':
    case 'array':
      return false
    default:
      return true
  }
}

function isQuantity({ format }: Schema): boolean {
  return format === 'quantity'
}

function isOneOf({ type }: Schema, wanted: string): boolean {
  return type === undefined || type === wanted
}

function sentenceOf(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
