import { duplicateValue, type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { claimSpec } from './claims.ts'
import { each, optionalOneOf, problems, required, requiredOneOf, when } from './checks.ts'
import { dnsLabel, dnsSubdomain, labels } from './formats.ts'
import type { Volumes } from './mounts.ts'
import { descendingPath, noBacksteps } from './paths.ts'
import { projectedSources } from './projected.ts'
import { quantityOf } from './quantities.ts'
import { isSet, objectsOf } from './reading.ts'
import { downwardFile, fileMode, keyToPath } from './volume-files.ts'

interface VolumeContext {
  /** The pod's own name; nothing in a template. */
  podName?: string
}

/**
 * What is wrong with a pod's volumes, and those that containers may mount: a volume that is refused is not
 * among them, so that a mount of it is refused as well.
 */
export function volumesOf(
  list: unknown,
  field: string,
  context: VolumeContext,
): { volumes: Volumes; causes: FieldCause[] } {
  const volumes = new Map<string, JsonObject>()
  const { podName = '' } = context
  const created = objectsOf(list)
    .filter(({ ephemeral }) => podName !== '' && isObject(ephemeral))
    .map(({ name }) => `${podName}-${textOf(name)}`)
  const causes = each(list, field, (volume, path) => {
    const name = textOf(volume.name)
    const found = [
      ...sourceCauses(volume, path, context),
      ...(name === '' ? [requiredValue(`${path}.name`)] : problems(`${path}.name`, name, dnsLabel(name))),
      ...when(volumes.has(name), duplicateValue(`${path}.name`, name)),
    ]
    if (found.length === 0) volumes.set(name, volume)
    const claim = textOf(fieldsOf(volume.persistentVolumeClaim).claimName)
    const detail = 'must not reference a PVC that gets created for an ephemeral volume'
    return [
      ...found,
      ...when(
        created.includes(claim),
        invalidValue(`${path}.persistentVolumeClaim.claimName`, claim, detail),
      ),
    ]
  })
  return { volumes, causes }
}

type SourceCheck = (source: JsonObject, field: string, context: VolumeContext) => FieldCause[]

/** Checks nothing but that texts are there; in old plugins there is more to check, which nobody uses. */
function texts(...names: readonly string[]): SourceCheck {
  return (source, field) => names.flatMap((name) => required(source[name], `${field}.${name}`))
}

/** All kinds of volumes in the order in which they are looked at; a second one in a volume is refused. */
const sources: Record<string, SourceCheck> = {
  emptyDir: ({ sizeLimit }, field) => {
    const detail = 'SizeLimit field must be a valid resource quantity'
    const negative = isSet(sizeLimit) && quantityOf(sizeLimit).nanos < 0n
    return when(negative, forbiddenValue(`${field}.sizeLimit`, detail))
  },
  hostPath,
  gitRepo: ({ repository, directory }, field) => [
    ...required(repository, `${field}.repository`),
    ...descendingPath(textOf(directory), `${field}.directory`),
  ],
  gcePersistentDisk: ({ pdName }, field) =>
    required(pdName, field.replace('gcePersistentDisk', 'persistentDisk.pdName')),
  awsElasticBlockStore: texts('volumeID'),
  secret: (source, field) => files(source, field, 'secretName'),
  nfs,
  iscsi: texts('targetPortal', 'iqn'),
  glusterfs: texts('endpoints', 'path'),
  flocker: texts(),
  persistentVolumeClaim: texts('claimName'),
  rbd: texts('image'),
  cinder: texts('volumeID'),
  cephfs: texts(),
  quobyte: texts('volume'),
  downwardAPI: (source, field) => [
    ...fileMode(source.defaultMode, `${field}.defaultMode`),
    ...objectsOf(source.items).flatMap((item) => downwardFile(item, field)),
  ],
  fc: texts(),
  flexVolume: texts('driver'),
  configMap: (source, field) => files(source, field, 'name'),
  azureFile: texts('secretName', 'shareName'),
  vsphereVolume: texts('volumePath'),
  photonPersistentDisk: texts('pdID'),
  portworxVolume: texts('volumeID'),
  azureDisk: texts('diskName', 'diskURI'),
  storageos: texts(),
  projected: (source, field) => [
    ...fileMode(source.defaultMode, `${field}.defaultMode`),
    ...projectedSources(source.sources, field),
  ],
  scaleIO: texts('gateway', 'system', 'volumeName'),
  csi: ({ driver, nodePublishSecretRef }, field) => [
    ...required(driver, `${field}.driver`),
    ...(textOf(driver) === ''
      ? []
      : problems(`${field}.driver`, driver, dnsSubdomain(textOf(driver).toLowerCase()))),
    ...(isObject(nodePublishSecretRef)
      ? required(nodePublishSecretRef.name, `${field}.nodePublishSecretRef.name`)
      : []),
  ],
  ephemeral: ({ volumeClaimTemplate: template }, field) =>
    isObject(template)
      ? claimTemplate(template, `${field}.volumeClaimTemplate`)
      : [requiredValue(`${field}.volumeClaimTemplate`)],
  image: ({ reference, pullPolicy }, field, { podName }) => [
    ...(podName === undefined ? [] : required(reference, `${field}.reference`)),
    ...requiredOneOf(pullPolicy, `${field}.pullPolicy`, ['Always', 'IfNotPresent', 'Never']),
  ],
}

function sourceCauses(volume: JsonObject, field: string, context: VolumeContext): FieldCause[] {
  const present = Object.keys(sources).filter((key) => isObject(volume[key]))
  if (present.length === 0) return [requiredValue(field, 'must specify a volume type')]
  return present.flatMap((key, index) =>
    index === 0
      ? [
          ...(sources[key]?.(fieldsOf(volume[key]), `${field}.${key}`, context) ?? []),
          ...(key === 'ephemeral' ? createdClaim(volume, field, context) : []),
        ]
      : [forbiddenValue(`${field}.${key}`, 'may not specify more than 1 volume type')],
  )
}

/** The claim that is made for the volume is named after pod and volume. */
function createdClaim({ name }: JsonObject, field: string, { podName = '' }: VolumeContext): FieldCause[] {
  const text = textOf(name)
  if (podName === '' || text === '') return []
  const claim = `${podName}-${text}`
  return dnsSubdomain(claim).map((problem) =>
    invalidValue(`${field}.name`, text, `PVC name ${JSON.stringify(claim)}: ${problem}`),
  )
}

function claimTemplate({ metadata, spec }: JsonObject, field: string): FieldCause[] {
  const allowed = ['labels', 'annotations', 'creationTimestamp']
  const others = Object.keys(fieldsOf(metadata)).filter((key) => !allowed.includes(key))
  return [
    ...labels(fieldsOf(metadata).labels, `${field}.metadata.labels`),
    ...others.map((key) => forbiddenValue(`${field}.metadata.${key}`, 'cannot be set')),
    ...claimSpec(fieldsOf(spec), `${field}.spec`),
  ]
}

export function hostPath({ path, type }: JsonObject, field: string): FieldCause[] {
  if (textOf(path) === '') return [requiredValue(`${field}.path`)]
  return [
    ...noBacksteps(textOf(path), `${field}.path`),
    ...optionalOneOf(type, `${field}.type`, [
      '',
      'BlockDevice',
      'CharDevice',
      'Directory',
      'DirectoryOrCreate',
      'File',
      'FileOrCreate',
      'Socket',
    ]),
  ]
}

export function nfs({ server, path }: JsonObject, field: string): FieldCause[] {
  const text = textOf(path)
  return [
    ...required(server, `${field}.server`),
    ...required(path, `${field}.path`),
    ...when(!text.startsWith('/'), invalidValue(`${field}.path`, text, 'must be an absolute path')),
  ]
}

function files(source: JsonObject, field: string, name: string): FieldCause[] {
  return [
    ...required(source[name], `${field}.${name}`),
    ...fileMode(source.defaultMode, `${field}.defaultMode`),
    ...each(source.items, `${field}.items`, keyToPath),
  ]
}
