import { invalidType, jsonType, tooLong, unsupportedValue } from '#kube/causes.ts'
import { messageOf } from '#kube/errors.ts'
import { sameJson } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import { formatTest } from './formats.ts'
import { compilePattern } from './pattern.ts'
import { addCause, addInvalid, addWrongType, fieldOfPath, newReport, type Report } from './report.ts'

/** The types that a schema admits, none for any type. */
function typesOf({ type, 'x-kubernetes-int-or-string': intOrString }: JsonSchema): string[] {
  if (intOrString === true) return ['integer', 'string']
  return type === undefined || type === '' ? [] : [type]
}

/** The formats of numbers are kept where they fit the type; a text's format only where it is known. */
function effectiveFormat(schema: JsonSchema): string {
  const { type = '', format = '' } = schema
  if (type === 'integer') return format === 'int32' || format === 'int64' ? format : ''
  if (type === 'number') return format === 'float' || format === 'double' ? format : ''
  return formatTest(schema) === undefined ? '' : format
}

/** Go's word for the type of a number, which kube-openapi names where a format is wanted. */
const goFormats: Record<string, string> = { integer: 'int64', number: 'float64' }

/** Checks the type of a value; the value may be null or absent. */
export function checkType(schema: JsonSchema, value: unknown, path: string): Report {
  const report = newReport()
  report.matches += 1
  const types = typesOf(schema)
  const found = jsonType(value)
  if (value === null || value === undefined) {
    if (types.length > 0 && schema.nullable !== true) addWrongType(report, path, types.join(','), 'null')
    return report
  }
  if (types.length === 0 && effectiveFormat(schema) === '') return report
  const fits = types.includes(found) || (found === 'integer' && types.includes('number'))
  const format = effectiveFormat(schema)
  const numeric = types.includes('number') || types.includes('integer')
  if (format !== '' && found !== 'string' && found !== 'array' && !fits) {
    addWrongType(report, path, format, goFormats[found] ?? '')
  } else if (format !== '' && !numeric && (found === 'string' || found === 'array')) {
    return report
  } else if (!fits) addWrongType(report, path, types.join(','), found)
  return report
}

/** Checks length, pattern and format of a text; the first problem with its form is the only one reported. */
export function checkString(schema: JsonSchema, value: string, path: string): Report {
  const report = newReport()
  report.matches += 1
  checkTextForm(schema, value, path, report)
  const matches = formatTest(schema)
  if (matches === undefined) return report
  report.matches += 1
  if (!matches(value)) {
    const text = `${path} in body must be of type ${schema.format ?? ''}: ${JSON.stringify(value)}`
    addCause(report, text, invalidType(fieldOfPath(path), value, text))
  }
  return report
}

function checkTextForm(
  { maxLength = Infinity, minLength = 0, pattern = '' }: JsonSchema,
  value: string,
  path: string,
  report: Report,
): void {
  const length = maxLength < Infinity || minLength > 0 ? characterCount(value) : 0
  if (length > maxLength) {
    addCause(report, `${path} in body should be at most`, tooLong(fieldOfPath(path), maxLength))
  } else if (length < minLength) {
    addInvalid(report, path, value, `should be at least ${minLength} chars long`)
  } else if (pattern !== '') {
    const why = patternProblem(pattern, value)
    if (why !== undefined) addInvalid(report, path, value, `should match '${why}'`)
  }
}

function characterCount(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) index += 1
    count += 1
  }
  return count
}

function patternProblem(pattern: string, value: string): string | undefined {
  try {
    return compilePattern(pattern)(value) ? undefined : pattern
  } catch (error) {
    const message = messageOf(error)
    return `${pattern}, but pattern is invalid: ${message}`
  }
}

export function checkEnum({ enum: allowed }: JsonSchema, value: unknown, path: string): Report {
  const report = newReport()
  if (allowed === undefined || allowed.length === 0) return report
  if (allowed.some((each) => sameJson(each, value))) return report
  const names = allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
  addCause(
    report,
    `${path} in body should be one of [${names.join(' ')}]`,
    unsupportedValue(fieldOfPath(path), value ?? null, names),
  )
  return report
}
