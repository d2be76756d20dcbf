import { type FieldCause, printJson, requiredValue, tooMany } from '#kube/causes.ts'
import { fieldOf, isObject, isRawNumber, type JsonObject, sameJson } from '#kube/json.ts'
import { fieldSchema, type JsonSchema } from '#kube/json-schema.ts'
import type { StatusCause } from '#kube/status.ts'
import { checkCombinations } from './check-combinations.ts'
import { checkNumber } from './check-numbers.ts'
import { checkEnum, checkString, checkType } from './check-scalars.ts'
import { keysOf, listProblems } from './list-types.ts'
import { addCause, addInvalid, fieldOfPath, mergeReport, newReport, type Report } from './report.ts'

/**
 * What is wrong with a value by a CRD's schema, with kube-apiserver's words; nothing when the list is empty.
 * `path` is the field that holds the value, '' for an object as a whole. As in kube-apiserver the messages name
 * what is below it only, and a cause without a field of its own is at `<nil>` or at `path`.
 */
export function validate(schema: JsonSchema, value: unknown, path = ''): StatusCause[] {
  return causesAt(path, [...check(schema, value, '').causes.values(), ...listProblems(schema, value)])
}

/**
 * The same for an update: a part that was already so is not held against the request, even if a schema that
 * has changed meanwhile would refuse it (Kubernetes calls it ratcheting).
 */
export function validateUpdate(
  schema: JsonSchema,
  value: unknown,
  previous: unknown,
  path = '',
): StatusCause[] {
  const { causes } = check(schema, value, '', { value: previous })
  return causesAt(path, [...causes.values(), ...listProblems(schema, value)])
}

function causesAt(path: string, causes: readonly FieldCause[]): StatusCause[] {
  return path === '' ? [...causes] : causes.map((cause) => ({ ...cause, field: fieldAt(path, cause.field) }))
}

function fieldAt(path: string, field: string): string {
  if (field === '<nil>') return path
  return field.startsWith('[') ? path + field : `${path}.${field}`
}

/** What was at the same place before the update; absent where nothing corresponds. */
type Previous = { value: unknown } | undefined

function check(schema: JsonSchema, value: unknown, path: string, previous?: Previous): Report {
  const report = newReport()
  if (previous !== undefined && sameJson(value, previous.value)) return report
  const again = (part: JsonSchema) => check(part, value, path, previous)
  mergeReport(report, checkType(schema, value, path))
  if (value === null || value === undefined) {
    mergeReport(report, checkEnum(schema, value, path))
    return report
  }
  report.matches += 1
  mergeReport(report, checkCombinations(schema, path, again))
  report.matches += 1
  if (typeof value === 'string') mergeReport(report, checkString(schema, value, path))
  if (typeof value === 'number' || isRawNumber(value)) mergeReport(report, checkNumber(schema, value, path))
  if (Array.isArray(value)) mergeReport(report, checkList(schema, value, path, previous))
  mergeReport(report, checkEnum(schema, value, path))
  report.matches += 1
  if (isObject(value)) mergeReport(report, checkObject(schema, value, path, previous))
  report.matches += 1
  return report
}

function checkList(schema: JsonSchema, list: readonly unknown[], path: string, previous: Previous): Report {
  const report = newReport()
  const { items, minItems = 0, maxItems = Infinity, uniqueItems = false } = schema
  if (items !== undefined) {
    const before = previousElement(schema, previous)
    list.forEach((item, index) => {
      mergeReport(report, check(items, item, `${path}[${index}]`, before(item)))
    })
  }
  if (list.length < minItems) {
    addInvalid(report, path, list.length, `should have at least ${minItems} items`)
  }
  if (list.length > maxItems) {
    addCause(report, `${path} in body should have at most`, tooMany(fieldOfPath(path), list.length, maxItems))
  }
  if (
    uniqueItems &&
    list.some((item, index) => list.slice(0, index).some((other) => sameJson(item, other)))
  ) {
    addInvalid(report, path, '', "shouldn't contain duplicates")
  }
  report.matches += 1
  return report
}

/** Only the elements of a list with keys can be found again in the previous list. */
function previousElement(schema: JsonSchema, previous: Previous): (item: unknown) => Previous {
  const list = previous?.value
  if (!Array.isArray(list) || schema['x-kubernetes-list-type'] !== 'map') return () => undefined
  const identity = (item: unknown) => printJson(keysOf(schema, item))
  const known = new Map(list.map((item: unknown) => [identity(item), { value: item }]))
  return (item) => known.get(identity(item))
}

function checkObject(schema: JsonSchema, object: JsonObject, path: string, previous: Previous): Report {
  const report = newReport()
  checkSize(schema, object, path, report)
  const old = previous?.value
  for (const key of Object.keys(object)) {
    const field = fieldSchema(schema, key)
    const isProperty = schema.properties !== undefined && Object.hasOwn(schema.properties, key)
    /** Kube-openapi writes the dot before an additional property of the root, but not before a declared one. */
    const fieldPath = path === '' && isProperty ? key : `${path}.${key}`
    const before = isObject(old) && Object.hasOwn(old, key) ? { value: fieldOf(old, key) } : undefined
    if (field !== undefined) mergeReport(report, check(field, object[key], fieldPath, before))
  }
  for (const key of schema.required ?? []) {
    if (Object.hasOwn(object, key)) continue
    const fieldPath = `${path}.${key}`
    addCause(report, `${fieldPath} in body is required`, requiredValue(fieldOfPath(fieldPath)))
  }
  return report
}

function checkSize(
  { minProperties = 0, maxProperties = Infinity }: JsonSchema,
  object: JsonObject,
  path: string,
  report: Report,
): void {
  const count = Object.keys(object).length
  if (count < minProperties)
    addInvalid(report, path, count, `should have at least ${minProperties} properties`)
  if (count > maxProperties) {
    const text = `${path} in body should have at most ${maxProperties} properties`
    addCause(report, text, tooMany(fieldOfPath(path), count, maxProperties))
  }
}
