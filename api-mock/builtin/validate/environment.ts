import { type FieldCause, invalidValue, requiredValue, unsupportedValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { each, optionalForm, problems, requiredForm, when } from './checks.ts'
import { configKey, dnsLabel, dnsSubdomain, environmentName, qualifiedName } from './formats.ts'
import { noBacksteps } from './paths.ts'
import { quantityOf, quantityText } from './quantities.ts'

/** Environment variables of a container. */
export function environment(list: unknown, field: string): FieldCause[] {
  return each(list, field, (variable, path) => [
    ...requiredForm(variable.name, `${path}.name`, environmentName),
    ...valueFrom(variable, `${path}.valueFrom`),
  ])
}

const sources: Record<string, (source: JsonObject, field: string) => FieldCause[]> = {
  fieldRef: (source, field) => fieldSelector(source, field, environmentPaths),
  resourceFieldRef: (source, field) => resourceSelector(source, field, false),
  configMapKeyRef: keySelector,
  secretKeyRef: keySelector,
  fileKeyRef: fileSelector,
}

function valueFrom({ value, valueFrom: from }: JsonObject, field: string): FieldCause[] {
  if (!isObject(from)) return []
  const present = Object.keys(sources).filter((key) => isObject(from[key]))
  const causes = present.flatMap((key) => sources[key]?.(fieldsOf(from[key]), `${field}.${key}`) ?? [])
  const invalid = (detail: string): FieldCause[] => [...causes, invalidValue(field, '', detail)]
  if (present.length === 0) {
    return invalid(
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    )
  }
  if (textOf(value) !== '') return invalid('may not be specified when `value` is not empty')
  if (present.length > 1) return invalid('may not have more than one field specified at a time')
  return causes
}

function keySelector({ name, key }: JsonObject, field: string): FieldCause[] {
  return [
    ...problems(`${field}.name`, textOf(name), dnsSubdomain(textOf(name))),
    ...requiredForm(key, `${field}.key`, configKey),
  ]
}

function fileSelector({ key, volumeName, path }: JsonObject, field: string): FieldCause[] {
  return [
    ...requiredForm(key, `${field}.key`, environmentName),
    ...requiredForm(volumeName, `${field}.volumeName`, dnsLabel),
    ...(textOf(path) === '' ? [requiredValue(`${field}.path`)] : noBacksteps(textOf(path), `${field}.path`)),
  ]
}

/** What the downward API can tell a process, and what it can put into a file. */
const environmentPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
export const volumePaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]
const knownPaths = new Set([
  ...environmentPaths,
  ...volumePaths,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
])

/** A field of the pod itself, such as `metadata.labels['app']`. */
export function fieldSelector(
  { apiVersion, fieldPath }: JsonObject,
  field: string,
  supported: readonly string[],
): FieldCause[] {
  const path = textOf(fieldPath)
  if (textOf(apiVersion) === '') return [requiredValue(`${field}.apiVersion`)]
  if (path === '') return [requiredValue(`${field}.fieldPath`)]
  const wrong = conversionProblem(textOf(apiVersion), path)
  if (wrong !== undefined) {
    return [invalidValue(`${field}.fieldPath`, path, `error converting fieldPath: ${wrong}`)]
  }
  const [map, key = ''] = subscripted(path)
  if (map === undefined) {
    return when(!supported.includes(path), unsupportedValue(`${field}.fieldPath`, path, supported))
  }
  const checked = map === 'metadata.annotations' ? key.toLowerCase() : key
  return problems(field, checked, qualifiedName(checked))
}

/** The map and the key of a path such as `metadata.labels['app']`. */
function subscripted(path: string): [string, string] | [] {
  const at = path.indexOf("['")
  return at === -1 || !path.endsWith("']") ? [] : [path.slice(0, at), path.slice(at + 2, -2)]
}

function conversionProblem(version: string, path: string): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`
  const [map] = subscripted(path)
  if (map !== undefined) {
    const known = map === 'metadata.annotations' || map === 'metadata.labels'
    return known ? undefined : `field label does not support subscript: ${path}`
  }
  return knownPaths.has(path) ? undefined : `field label not supported: ${path}`
}

const resourcePaths = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]

/** An amount that a container has; a volume must say of which. */
export function resourceSelector(source: JsonObject, field: string, volume: boolean): FieldCause[] {
  const resource = textOf(source.resource)
  const pages = /^(requests|limits)\.hugepages-/.test(resource)
  const causes =
    volume && textOf(source.containerName) === ''
      ? [requiredValue(`${field}.containerName`)]
      : resource === ''
        ? [requiredValue(`${field}.resource`)]
        : when(
            !resourcePaths.includes(resource) && !pages,
            unsupportedValue(`${field}.resource`, resource, resourcePaths),
          )
  return [...causes, ...divisorCauses(resource, source.divisor, field)]
}

const byteUnits = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']

function divisorCauses(resource: string, divisor: unknown, field: string): FieldCause[] {
  if (quantityOf(divisor).nanos === 0n) return []
  const text = quantityText(divisor)
  const invalid = (detail: string): FieldCause[] => [invalidValue(`${field}.divisor`, resource, detail)]
  const kind = resource.slice(resource.indexOf('.') + 1)
  if (kind === 'cpu') {
    const detail = "only divisor's values 1m and 1 are supported with the cpu resource"
    return text === '1m' || text === '1' ? [] : invalid(detail)
  }
  const names: Record<string, string> = { memory: 'memory', 'ephemeral-storage': 'local ephemeral storage' }
  const name = kind.startsWith('hugepages-') ? 'hugepages' : names[kind]
  if (name === undefined || byteUnits.includes(text)) return []
  return invalid(
    `only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the ${name} resource`,
  )
}

/** Whole config maps and secrets as environment. */
export function environmentFrom(list: unknown, field: string): FieldCause[] {
  return each(list, field, (source, path) => {
    const present = ['configMapRef', 'secretRef'].filter((key) => isObject(source[key]))
    const invalid = (detail: string): FieldCause => invalidValue(field, '', detail)
    return [
      ...optionalForm(source.prefix, `${path}.prefix`, environmentName),
      ...present.flatMap((key) =>
        requiredForm(fieldsOf(source[key]).name, `${path}.${key}.name`, dnsSubdomain),
      ),
      ...when(present.length === 0, invalid('must specify one of: `configMapRef` or `secretRef`')),
      ...when(present.length > 1, invalid('may not have more than one field specified at a time')),
    ]
  })
}
