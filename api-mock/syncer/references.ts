import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

/** What only goes to the host when a pod uses it. */
export type Used = 'configmaps' | 'secrets'

/** Volumes of drivers, and the field in which each names a Secret. */
export const secretVolumes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['iscsi', 'rbd', 'flexVolume', 'cinder', 'cephfs', 'scaleIO', 'storageos'].map((driver) => [
      driver,
      'secretRef',
    ]),
  ),
  csi: 'nodePublishSecretRef',
}

/** What a pod uses, each once, as `resource/name`. */
export function referencesOf({ spec: given }: KubeObject): string[] {
  const spec = fieldsOf(given)
  const found = new Set<string>()
  const add = (resource: Used, reference: unknown, key = 'name'): void => {
    const name = textOf(fieldsOf(reference)[key])
    if (name !== '') found.add(`${resource}/${name}`)
  }
  const addBoth = (source: JsonObject, suffix: string, key?: string): void => {
    add('configmaps', source[`configMap${suffix}`])
    add('secrets', source[`secret${suffix}`], key)
  }
  for (const volume of listOf(spec.volumes)) {
    addBoth(volume, '', 'secretName')
    add('secrets', volume.azureFile, 'secretName')
    for (const [driver, field] of Object.entries(secretVolumes))
      add('secrets', fieldsOf(volume[driver])[field])
    for (const source of listOf(fieldsOf(volume.projected).sources)) addBoth(source, '')
  }
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    for (const { env, envFrom } of listOf(spec[list])) {
      for (const source of listOf(envFrom)) addBoth(source, 'Ref')
      for (const { valueFrom } of listOf(env)) addBoth(fieldsOf(valueFrom), 'KeyRef')
    }
  }
  for (const reference of listOf(spec.imagePullSecrets)) add('secrets', reference)
  return [...found]
}
