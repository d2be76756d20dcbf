import type { ObjectMeta } from '#kube/types.ts'

/**
 * The tool that wrote a field last, as Kubernetes notes it in `managedFields`; undefined if it notes none.
 * `field` is a path of plain names: `spec.description`.
 */
export function managerOf({ managedFields = [] }: ObjectMeta, field: string): string | undefined {
  const steps = field.split('.').map((name) => `f:${name}`)
  return managedFields
    .filter(({ fieldsV1 }) => owns(fieldsV1, steps))
    .toSorted((one, other) => (one.time ?? '').localeCompare(other.time ?? ''))
    .at(-1)?.manager
}

function owns(fields: unknown, steps: readonly string[]): boolean {
  const [step, ...rest] = steps
  if (step === undefined) return true
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, step)) return false
  return owns((fields as Record<string, unknown>)[step], rest)
}
