import { type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { each, required, when } from './checks.ts'
import { localPath } from './paths.ts'
import { objectsOf } from './reading.ts'
import { downwardFile, keyToPath } from './volume-files.ts'

type SourceCheck = (source: JsonObject, field: string, volume: string, paths: Set<string>) => FieldCause[]

const kinds: Record<string, SourceCheck> = {
  secret: named,
  configMap: named,
  downwardAPI: ({ items }, field, volume, paths) =>
    objectsOf(items).flatMap((item) => [
      ...downwardFile(item, field),
      ...uniquePath(textOf(item.path), textOf(item.path), volume, paths),
    ]),
  serviceAccountToken: token,
  clusterTrustBundle: bundle,
  podCertificate: () => [],
}

/** Several sources in one volume: each of one kind, and no two files at one path. */
export function projectedSources(list: unknown, volume: string): FieldCause[] {
  const paths = new Set<string>()
  return each(list, `${volume}.sources`, (source, field) => {
    const present = Object.keys(kinds).filter((key) => isObject(source[key]))
    const causes = present.flatMap(
      (key) => kinds[key]?.(fieldsOf(source[key]), `${field}.${key}`, volume, paths) ?? [],
    )
    const several = 'may not specify more than 1 volume type per source'
    return [...causes, ...when(present.length > 1, forbiddenValue(field, several))]
  })
}

function uniquePath(path: string, shown: string, volume: string, paths: Set<string>): FieldCause[] {
  if (path === '') return []
  if (paths.has(path)) return [invalidValue(volume, shown, 'conflicting duplicate paths')]
  paths.add(path)
  return []
}

function named(source: JsonObject, field: string, volume: string, paths: Set<string>): FieldCause[] {
  return [
    ...required(source.name, `${field}.name`),
    ...each(source.items, `${field}.items`, (item, path) => [
      ...keyToPath(item, path),
      ...uniquePath(textOf(item.path), textOf(source.name), volume, paths),
    ]),
  ]
}

/** How long a token of a service account may be valid. */
export function tokenDuration(value: unknown, field: string): FieldCause[] {
  const seconds = numberOf(value)
  const short = 'may not specify a duration less than 10 minutes'
  const long = 'may not specify a duration larger than 2^32 seconds'
  return [
    ...when(seconds < 600, invalidValue(field, seconds, short)),
    ...when(seconds > 2 ** 32, invalidValue(field, seconds, long)),
  ]
}

function token({ expirationSeconds, path }: JsonObject, field: string, volume: string): FieldCause[] {
  return [
    ...tokenDuration(expirationSeconds, `${field}.expirationSeconds`),
    ...(textOf(path) === '' ? [requiredValue(`${volume}.path`)] : localPath(textOf(path), `${volume}.path`)),
  ]
}

function bundle(source: JsonObject, field: string, volume: string, paths: Set<string>): FieldCause[] {
  const missing = 'either name or signerName must be specified'
  const path = textOf(source.path)
  return [
    ...when(source.name === undefined && source.signerName === undefined, requiredValue(field, missing)),
    ...required(path, `${field}.path`),
    ...localPath(path, `${field}.path`),
    ...uniquePath(path, path, volume, paths),
  ]
}
