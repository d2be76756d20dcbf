import { invalidValue, jsonType } from '#kube/causes.ts'
import { isRawNumber, type RawJson } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import { addCause, addGeneral, addInvalid, fieldOfPath, newReport, type Report } from './report.ts'

/** Checks a number's bounds and whether it fits its format. */
export function checkNumber(schema: JsonSchema, value: number | RawJson, path: string): Report {
  const report = newReport()
  report.matches += 1
  checkRange(schema, value, 'Checked', path, report)
  checkMultiple(schema, value, path, report)
  checkMaximum(schema, value, path, report)
  checkMinimum(schema, value, path, report)
  return report
}

/** Whether a number can be held in the type and format of the schema; a bound of it must be, too. */
function checkRange(
  { type = '', format = '', 'x-kubernetes-int-or-string': intOrString }: JsonSchema,
  value: number | RawJson,
  what: string,
  path: string,
  report: Report,
): boolean {
  if (intOrString === true) return true
  const ranged = type === 'integer' && (format === 'int32' || format === 'int64')
  if (type === 'integer' ? isInteger(value, format === 'int32' ? 32 : 64) : fitsFloat(type, format, value)) {
    return true
  }
  const suffix = ranged || format === 'float' ? `with format ${format}` : '(default format)'
  addGeneral(report, `${what} value must be of type ${type} ${suffix} in ${path}`)
  return false
}

function isInteger(value: number | RawJson, bits: number): boolean {
  if (typeof value === 'number' && !Number.isInteger(value)) return false
  const integer = BigInt(isRawNumber(value) ? value.rawJSON : value)
  return BigInt.asIntN(bits, integer) === integer
}

function fitsFloat(type: string, format: string, value: number | RawJson): boolean {
  return type !== 'number' || format !== 'float' || Number.isFinite(Math.fround(toNumber(value)))
}

function toNumber(value: number | RawJson): number {
  return isRawNumber(value) ? Number(value.rawJSON) : value
}

/** A bound compared with an integer is cut to one, as Go converts it. */
function comparable(value: number | RawJson, bound: number): number {
  return jsonType(value) === 'integer' ? Math.trunc(bound) : bound
}

function checkMultiple(schema: JsonSchema, value: number | RawJson, path: string, report: Report): void {
  if (schema.multipleOf === undefined) return
  checkRange(schema, schema.multipleOf, 'MultipleOf', path, report)
  const factor = comparable(value, schema.multipleOf)
  if (factor <= 0) {
    const text = `factor MultipleOf declared for ${path} must be positive: ${factor}`
    addCause(report, text, invalidValue(fieldOfPath(path), factor, text))
    return
  }
  const quotient = factor < 1 ? (1 / factor) * toNumber(value) : toNumber(value) / factor
  const exact = isRawNumber(value)
    ? BigInt(value.rawJSON) % BigInt(factor) === 0n
    : Number.isInteger(quotient)
  if (!exact) addInvalid(report, path, value, `should be a multiple of ${factor}`)
}

function checkMaximum(schema: JsonSchema, value: number | RawJson, path: string, report: Report): void {
  const { maximum, exclusiveMaximum = false } = schema
  if (maximum === undefined) return
  checkRange(schema, maximum, 'Maximum boundary', path, report)
  const bound = comparable(value, maximum)
  const number = toNumber(value)
  if (exclusiveMaximum ? number < bound : number <= bound) return
  addInvalid(report, path, value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${bound}`)
}

function checkMinimum(schema: JsonSchema, value: number | RawJson, path: string, report: Report): void {
  const { minimum, exclusiveMinimum = false } = schema
  if (minimum === undefined) return
  checkRange(schema, minimum, 'Minimum boundary', path, report)
  const bound = comparable(value, minimum)
  const number = toNumber(value)
  if (exclusiveMinimum ? number > bound : number >= bound) return
  addInvalid(report, path, value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${bound}`)
}
