import { type FieldCause, invalidValue } from '#kube/causes.ts'
import { when } from './checks.ts'

/** Paths of files, as volumes and mounts name them. */

export function noBacksteps(path: string, field: string): FieldCause[] {
  return when(path.split('/').includes('..'), invalidValue(field, path, "must not contain '..'"))
}

export function descendingPath(path: string, field: string): FieldCause[] {
  return [
    ...when(path.startsWith('/'), invalidValue(field, path, 'must be a relative path')),
    ...noBacksteps(path, field),
  ]
}

export function localPath(path: string, field: string): FieldCause[] {
  return [
    ...descendingPath(path, field),
    ...when(
      path.startsWith('..') && !path.startsWith('../'),
      invalidValue(field, path, "must not start with '..'"),
    ),
  ]
}
