import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

/** The names of the volume claims that a pod mounts, of its spec. */
export function claimsOf(spec: unknown): string[] {
  return listOf(fieldsOf(spec).volumes).flatMap(
    ({ persistentVolumeClaim }) => textOf(fieldsOf(persistentVolumeClaim).claimName) || [],
  )
}
