import { invalid } from '#kube/status.ts'
import { byteLength, forbiddenValue, requiredValue, tooLong, unsupportedValue } from '#kube/causes.ts'
import type { StatusCause } from '#kube/status.ts'
import { managerOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'

export interface WriteOptions {
  /** Everything happens but the storing. */
  dryRun: boolean
  /** Who changes fields, for managedFields. */
  manager: string
  /** Whether an apply takes fields from other managers. */
  force: boolean
}

/** Reads the options that all writes share from the query; throws StatusError 422. */
export function readWriteOptions(
  context: Context,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  apply = false,
): WriteOptions {
  const { query } = context
  const asked = query.get('fieldManager') ?? ''
  const dryRun = query.getAll('dryRun').filter((value) => value !== '')
  const causes: StatusCause[] = []
  if (apply && asked === '') {
    causes.push(requiredValue('fieldManager', 'is required for apply patch'))
  }
  if (kind === 'PatchOptions' && !apply && query.has('force')) {
    causes.push(forbiddenValue('force', 'may not be specified for non-apply patch'))
  }
  if (byteLength(asked) > 128) causes.push(tooLong('fieldManager', 128))
  causes.push(...dryRunCauses(dryRun), ...validationCauses(query.get('fieldValidation') ?? ''))
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', kind, name: '' }, causes)
  return { dryRun: dryRun.length > 0, manager: managerOf(context), force: query.get('force') === 'true' }
}

export function dryRunCauses(values: readonly string[]): StatusCause[] {
  return values.every((value) => value === 'All') ? [] : [unsupportedValue('dryRun', values, ['All'])]
}

function validationCauses(mode: string): StatusCause[] {
  const known = ['', 'Ignore', 'Strict', 'Warn']
  return known.includes(mode) ? [] : [unsupportedValue('fieldValidation', mode, known)]
}
