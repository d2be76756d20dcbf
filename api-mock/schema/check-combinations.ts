import type { JsonSchema } from '#kube/json-schema.ts'
import { addGeneral, isValid, mergeReport, newReport, type Report } from './report.ts'

/** Checks anyOf, oneOf, allOf and not; `check` checks the value at hand against a part of the schema. */
export function checkCombinations(
  { anyOf = [], oneOf = [], allOf = [], not }: JsonSchema,
  path: string,
  check: (schema: JsonSchema) => Report,
): Report {
  const report = newReport()
  if (anyOf.length > 0) checkAnyOf(anyOf, path, check, report)
  if (oneOf.length > 0) checkOneOf(oneOf, path, check, report)
  if (allOf.length > 0) checkAllOf(allOf, path, check, report)
  if (not !== undefined && isValid(check(not))) {
    addGeneral(report, `${quoted(path)} must not validate the schema (not)`)
  }
  report.matches += 1
  return report
}

function quoted(path: string): string {
  return JSON.stringify(path)
}

function best(reports: readonly Report[]): Report | undefined {
  let found: Report | undefined
  for (const report of reports) if (found === undefined || report.matches > found.matches) found = report
  return found
}

function checkAnyOf(
  schemas: readonly JsonSchema[],
  path: string,
  check: (schema: JsonSchema) => Report,
  report: Report,
): void {
  const failures: Report[] = []
  for (const schema of schemas) {
    const result = check(schema)
    if (isValid(result)) {
      mergeReport(report, result)
      return
    }
    failures.push(result)
  }
  addGeneral(report, `${quoted(path)} must validate at least one schema (anyOf)`)
  const closest = best(failures)
  if (closest !== undefined) mergeReport(report, closest)
}

function checkOneOf(
  schemas: readonly JsonSchema[],
  path: string,
  check: (schema: JsonSchema) => Report,
  report: Report,
): void {
  const results = schemas.map((schema) => check(schema))
  const valid = results.filter((result) => isValid(result))
  const [first] = valid
  if (valid.length === 1 && first !== undefined) {
    mergeReport(report, first)
    return
  }
  const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`
  addGeneral(report, `${quoted(path)} must validate one and only one schema (oneOf). ${found}`)
  const closest = valid.length === 0 ? best(results) : undefined
  if (closest !== undefined) mergeReport(report, closest)
}

function checkAllOf(
  schemas: readonly JsonSchema[],
  path: string,
  check: (schema: JsonSchema) => Report,
  report: Report,
): void {
  const results = schemas.map((schema) => check(schema))
  for (const result of results) mergeReport(report, result)
  const valid = results.filter((result) => isValid(result)).length
  if (valid === schemas.length) return
  const none = valid === 0 ? '. None validated' : ''
  addGeneral(report, `${quoted(path)} must validate all the schemas (allOf)${none}`)
}
