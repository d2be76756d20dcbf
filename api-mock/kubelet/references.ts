import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import type { PodSpec } from './pod-spec.ts'

export type Referable = 'configmaps' | 'secrets' | 'persistentvolumeclaims'

/** An object of a pod's namespace, by its resource and name; undefined where there is none. */
export type LookUp = (resource: Referable, name: string) => JsonObject | undefined

/** Every namespace has it where its publisher runs; a cluster without one must not keep its pods from starting. */
const rootCertificate = 'kube-root-ca.crt'

const nouns: Record<Referable, string> = {
  configmaps: 'configmap',
  secrets: 'secret',
  persistentvolumeclaims: 'persistentvolumeclaim',
}

/**
 * What keeps a pod's volumes from being mounted, in a kubelet's words, or undefined where nothing does; empty
 * where a claim is only waiting for its volume, of which nothing is said.
 */
export function volumeProblem({ spec }: PodSpec, lookUp: LookUp): string | undefined {
  for (const volume of listOf(spec.volumes)) {
    for (const { resource, name, optional } of sourcesOf(volume)) {
      if (optional || name === rootCertificate) continue
      const found = lookUp(resource, name)
      if (found !== undefined && textOf(fieldsOf(found.status).phase) === 'Pending') return ''
      if (found !== undefined) continue
      const missing = `${nouns[resource]} "${name}" not found`
      return resource === 'persistentvolumeclaims'
        ? `Unable to attach or mount volumes: unmounted volumes=[${textOf(volume.name)}], unattached volumes=[], failed to process volumes=[${textOf(volume.name)}]: ${missing}`
        : `MountVolume.SetUp failed for volume "${textOf(volume.name)}" : ${missing}`
    }
  }
  return undefined
}

/** What keeps a container's environment from being made, or undefined where nothing does. */
export function environmentProblem(
  { namespace }: PodSpec,
  container: JsonObject,
  lookUp: LookUp,
): string | undefined {
  for (const source of listOf(container.envFrom)) {
    for (const reference of environmentSources(source)) {
      if (!reference.optional && lookUp(reference.resource, reference.name) === undefined)
        return `${nouns[reference.resource]} "${reference.name}" not found`
    }
  }
  for (const { valueFrom } of listOf(container.env)) {
    const found = keyReference(valueFrom)
    if (found === undefined || found.optional) continue
    const { resource, name, key } = found
    const object = lookUp(resource, name)
    if (object === undefined) return `${nouns[resource]} "${name}" not found`
    if (dataOf(resource, object)[key] === undefined) {
      return `couldn't find key ${key} in ${resource === 'secrets' ? 'Secret' : 'ConfigMap'} ${namespace}/${name}`
    }
  }
  return undefined
}

export interface Source {
  resource: Referable
  name: string
  optional: boolean
  items: readonly JsonObject[] | undefined
}

/** What a volume is filled from. */
export function sourcesOf({ configMap, secret, persistentVolumeClaim, projected }: JsonObject): Source[] {
  const sources: Source[] = []
  if (configMap !== undefined) sources.push(source('configmaps', fieldsOf(configMap), 'name'))
  if (secret !== undefined) sources.push(source('secrets', fieldsOf(secret), 'secretName'))
  if (persistentVolumeClaim !== undefined) {
    sources.push(source('persistentvolumeclaims', fieldsOf(persistentVolumeClaim), 'claimName'))
  }
  for (const part of listOf(fieldsOf(projected).sources)) {
    if (part.configMap !== undefined) sources.push(source('configmaps', fieldsOf(part.configMap), 'name'))
    if (part.secret !== undefined) sources.push(source('secrets', fieldsOf(part.secret), 'name'))
  }
  return sources
}

/** What an `envFrom` entry takes its variables from. */
export function environmentSources({ configMapRef, secretRef }: JsonObject): Source[] {
  if (configMapRef !== undefined) return [source('configmaps', fieldsOf(configMapRef), 'name')]
  return secretRef === undefined ? [] : [source('secrets', fieldsOf(secretRef), 'name')]
}

/** The key that a variable's value is taken from. */
export function keyReference(valueFrom: unknown): (Source & { key: string }) | undefined {
  const { configMapKeyRef, secretKeyRef } = fieldsOf(valueFrom)
  const reference = fieldsOf(configMapKeyRef ?? secretKeyRef)
  if (configMapKeyRef === undefined && secretKeyRef === undefined) return undefined
  const resource = configMapKeyRef === undefined ? 'secrets' : 'configmaps'
  return { ...source(resource, reference, 'name'), key: textOf(reference.key) }
}

/** The values that an object holds, as text. */
export function dataOf(resource: Referable, { data, binaryData }: JsonObject): Record<string, string> {
  const decode = (value: unknown): string => Buffer.from(textOf(value), 'base64').toString('utf8')
  const plain = Object.entries(fieldsOf(data)).map(([key, value]): [string, string] => [
    key,
    resource === 'secrets' ? decode(value) : textOf(value),
  ])
  const binary = Object.entries(fieldsOf(binaryData)).map(([key, value]): [string, string] => [
    key,
    decode(value),
  ])
  return Object.fromEntries([...plain, ...binary])
}

function source(resource: Referable, given: JsonObject, field: string): Source {
  const { items } = given
  return {
    resource,
    name: textOf(given[field]),
    optional: given.optional === true,
    items: Array.isArray(items) ? listOf(items) : undefined,
  }
}
