import { type FieldCause, invalidType, invalidValue } from '#kube/causes.ts'

/**
 * What checking a value against a schema has found. As in kube-openapi the same message counts once, and
 * `matches` counts the checks made: among alternatives that all fail, the one with most is reported.
 */
export interface Report {
  causes: Map<string, FieldCause>
  matches: number
}

export function newReport(): Report {
  return { causes: new Map(), matches: 0 }
}

export function mergeReport(into: Report, other: Report): void {
  for (const [text, cause] of other.causes) if (!into.causes.has(text)) into.causes.set(text, cause)
  into.matches += other.matches
}

export function isValid({ causes }: Report): boolean {
  return causes.size === 0
}

/** A path as a field of a cause: the root is `<nil>`, as Go prints a path that is not there. */
export function fieldOfPath(path: string): string {
  const field = path.startsWith('.') ? path.slice(1) : path
  return field === '' ? '<nil>' : field
}

/** Reports a problem whose message begins with the path, as nearly all do. */
export function addInvalid(report: Report, path: string, value: unknown, why: string): void {
  const text = `${path} in body ${why}`
  if (!report.causes.has(text)) report.causes.set(text, invalidValue(fieldOfPath(path), value, text))
}

/** Reports a value of the wrong type, which is named instead of the value; or of the wrong format. */
export function addWrongType(report: Report, path: string, wanted: string, found: string): void {
  const text = `${path} in body must be of type ${wanted}: ${JSON.stringify(found)}`
  if (!report.causes.has(text)) report.causes.set(text, invalidType(fieldOfPath(path), found, text))
}

/** Reports a problem that kube-openapi gives no path, as with the alternatives of a schema. */
export function addGeneral(report: Report, text: string): void {
  if (!report.causes.has(text)) report.causes.set(text, invalidValue('<nil>', '', text))
}

export function addCause(report: Report, text: string, cause: FieldCause): void {
  if (!report.causes.has(text)) report.causes.set(text, cause)
}
