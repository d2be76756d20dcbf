import { type FieldCause, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { numberOf, textOf } from '#api-mock/resources/values.ts'
import { required, when } from './checks.ts'
import { fieldSelector, resourceSelector, volumePaths } from './environment.ts'
import { localPath } from './paths.ts'

/** Files that volumes make of keys and of what is known about the pod. */

export function keyToPath({ key, path, mode }: JsonObject, field: string): FieldCause[] {
  return [
    ...required(key, `${field}.key`),
    ...required(path, `${field}.path`),
    ...localPath(textOf(path), `${field}.path`),
    ...fileMode(mode, `${field}.mode`),
  ]
}

export function fileMode(value: unknown, field: string): FieldCause[] {
  const mode = numberOf(value)
  const detail = 'must be a number between 0 and 0777 (octal), both inclusive'
  return when(mode < 0 || mode > 0o777, invalidValue(field, mode, detail))
}

export function downwardFile(file: JsonObject, field: string): FieldCause[] {
  const { path, fieldRef, resourceFieldRef, mode } = file
  const both = 'fieldRef and resourceFieldRef can not be specified simultaneously'
  return [
    ...required(path, `${field}.path`),
    ...localPath(textOf(path), `${field}.path`),
    ...(isObject(fieldRef)
      ? [
          ...fieldSelector(fieldRef, `${field}.fieldRef`, volumePaths),
          ...when(isObject(resourceFieldRef), invalidValue(field, 'resource', both)),
        ]
      : isObject(resourceFieldRef)
        ? resourceSelector(resourceFieldRef, `${field}.resourceFieldRef`, true)
        : [requiredValue(field, 'one of fieldRef and resourceFieldRef is required')]),
    ...fileMode(mode, `${field}.mode`),
  ]
}
