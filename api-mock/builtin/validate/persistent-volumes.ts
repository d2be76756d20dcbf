import {
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import { value } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { immutable, optionalForm, optionalOneOf, problems, required, when } from './checks.ts'
import { accessModeCauses, volumeModes } from './claims.ts'
import { dnsSubdomain } from './formats.ts'
import { prettyGo } from './go-print.ts'
import { lineDiff } from './line-diff.ts'
import { noBacksteps } from './paths.ts'
import { amountsOf, positiveAmount, quantityOf } from './quantities.ts'
import { nodeSelector } from './scheduling.ts'
import { hostPath, nfs } from './volumes.ts'

/** The sources of a volume in the order in which they are looked at. */
const sources: Record<string, (source: JsonObject, field: string) => FieldCause[]> = {
  hostPath,
  gcePersistentDisk: () => [],
  awsElasticBlockStore: () => [],
  glusterfs: () => [],
  flocker: () => [],
  nfs,
  rbd: () => [],
  quobyte: () => [],
  cephfs: () => [],
  iscsi: () => [],
  cinder: () => [],
  fc: () => [],
  flexVolume: () => [],
  azureFile: () => [],
  vsphereVolume: () => [],
  photonPersistentDisk: () => [],
  portworxVolume: () => [],
  azureDisk: () => [],
  scaleIO: () => [],
  local: ({ path }, field) =>
    textOf(path) === '' ? [requiredValue(`${field}.path`)] : noBacksteps(textOf(path), `${field}.path`),
  storageos: () => [],
  csi: ({ driver, volumeHandle }, field) => [
    ...(textOf(driver) === ''
      ? [requiredValue(`${field}.driver`)]
      : problems(`${field}.driver`, driver, dnsSubdomain(textOf(driver).toLowerCase()))),
    ...required(volumeHandle, `${field}.volumeHandle`),
  ],
}

function sourceOf(spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(sources).map((key) => [key, spec[key]]))
}

export function persistentVolume(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return []
  const spec = fieldsOf(object.spec)
  const causes = volumeSpec(spec, 'spec')
  return live === undefined ? causes : [...causes, ...causes, ...volumeChanges(spec, fieldsOf(live.spec))]
}

function volumeSpec(spec: JsonObject, field: string): FieldCause[] {
  const recycled = "may not be 'recycle' for a hostPath mount of '/'"
  const root = /^\/+\.?$/.test(textOf(fieldsOf(spec.hostPath).path))
  const { persistentVolumeReclaimPolicy: policy } = spec
  return [
    ...when(textsOf(spec.accessModes).length === 0, requiredValue(`${field}.accessModes`)),
    ...accessModeCauses(spec.accessModes, `${field}.accessModes`),
    ...capacityCauses(spec.capacity, `${field}.capacity`),
    ...(textOf(policy) === ''
      ? []
      : optionalOneOf(policy, `${field}.persistentVolumeReclaimPolicy`, ['Delete', 'Recycle', 'Retain'])),
    ...nodeAffinity(spec.nodeAffinity, `${field}.nodeAffinity`),
    ...volumeSource(spec, field),
    ...when(root && policy === 'Recycle', forbiddenValue(`${field}.persistentVolumeReclaimPolicy`, recycled)),
    ...optionalForm(spec.storageClassName, `${field}.storageClassName`, dnsSubdomain),
    ...optionalOneOf(spec.volumeMode, `${field}.volumeMode`, volumeModes),
  ]
}

function capacityCauses(capacity: unknown, field: string): FieldCause[] {
  const amounts = amountsOf(capacity)
  const only = amounts.length === 1 && amounts[0]?.[0] === 'storage'
  const shown = amounts.length === 0 ? null : capacity
  return [
    ...when(amounts.length === 0, requiredValue(field)),
    ...when(!only, unsupportedValue(field, shown, ['storage'])),
    ...amounts.flatMap(([name, amount]) => [
      ...when(
        quantityOf(amount).nanos < 0n,
        invalidValue(`${field}[${name}]`, value(quantityOf(amount)), 'must be a valid resource quantity'),
      ),
      ...positiveAmount(amount, `${field}[${name}]`),
    ]),
  ]
}

function nodeAffinity(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  return isObject(value.required)
    ? nodeSelector(value.required, `${field}.required`)
    : [requiredValue(`${field}.required`, 'must specify required node constraints')]
}

function volumeSource(spec: JsonObject, field: string): FieldCause[] {
  const present = Object.keys(sources).filter((key) => isObject(spec[key]))
  if (present.length === 0) return [requiredValue(field, 'must specify a volume type')]
  return present.flatMap((key, index) =>
    index === 0
      ? [
          ...(sources[key]?.(fieldsOf(spec[key]), `${field}.${key}`) ?? []),
          ...when(
            key === 'local' && !isObject(spec.nodeAffinity),
            requiredValue(`${field}.nodeAffinity`, 'Local volume requires node affinity'),
          ),
        ]
      : [forbiddenValue(`${field}.${key}`, 'may not specify more than 1 volume type')],
  )
}

function volumeChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  const [source, before] = [sourceOf(spec), sourceOf(old)]
  const diff = (): string =>
    lineDiff(prettyGo('PersistentVolumeSource', before), prettyGo('PersistentVolumeSource', source))
  const fixed = 'spec.persistentvolumesource is immutable after creation'
  return [
    ...(sameJson(source, before)
      ? []
      : [forbiddenValue('spec.persistentvolumesource', `${fixed}\n${diff()}`)]),
    ...immutable(spec.volumeMode, old.volumeMode, 'volumeMode'),
  ]
}
