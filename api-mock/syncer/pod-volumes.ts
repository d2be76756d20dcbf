import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { digestOf } from './names.ts'
import { renamed, withHostField } from './pod-environment.ts'
import type { Rename } from './pod-environment.ts'
import { secretVolumes } from './references.ts'

export interface VolumeParts {
  vcluster: string
  rename: Rename
  /** The token that a `serviceAccountToken` asks for, of the API server inside. */
  token: (source: JsonObject) => string
}

export interface HostVolumes {
  volumes: JsonObject[]
  /** Annotations of the pod that hold the tokens: the host would give it those of another account. */
  tokens: Record<string, string>
}

/** The volumes of a pod as they are on the host. */
export function hostVolumes(volumes: readonly JsonObject[], parts: VolumeParts): HostVolumes {
  const tokens: Record<string, string> = {}
  const translated = volumes.map((volume) => {
    const { rename, vcluster } = parts
    const plain = renamed(volume, ['configMap'], 'name', rename)
    const secret = renamed(plain, ['secret', 'azureFile'], 'secretName', rename)
    const claimed = renamed(secret, ['persistentVolumeClaim'], 'claimName', rename)
    const { projected, downwardAPI } = claimed
    return {
      ...withDriverSecrets(claimed, rename),
      ...(downwardAPI === undefined ? {} : { downwardAPI: hostItems(fieldsOf(downwardAPI), vcluster) }),
      ...(projected === undefined ? {} : { projected: hostProjected(claimed, parts, tokens) }),
    }
  })
  return { volumes: translated, tokens }
}

/** A Secret that a driver is to use is one of the pod's own, and never one that the host has under that name. */
function withDriverSecrets(volume: JsonObject, rename: Rename): JsonObject {
  const translated = Object.entries(secretVolumes).flatMap(([driver, field]) =>
    volume[driver] === undefined
      ? []
      : [[driver, renamed(fieldsOf(volume[driver]), [field], 'name', rename)]],
  )
  return { ...volume, ...Object.fromEntries(translated) }
}

function hostItems(downward: JsonObject, vcluster: string): JsonObject {
  return { ...downward, items: listOf(downward.items).map((item) => withHostField(item, vcluster)) }
}

function hostProjected(
  { name, projected }: JsonObject,
  { rename, vcluster, token }: VolumeParts,
  tokens: Record<string, string>,
): JsonObject {
  const sources = listOf(fieldsOf(projected).sources).map((source, index) => {
    const { serviceAccountToken, downwardAPI, ...rest } = renamed(
      source,
      ['configMap', 'secret'],
      'name',
      rename,
    )
    if (downwardAPI !== undefined) return { ...rest, downwardAPI: hostItems(fieldsOf(downwardAPI), vcluster) }
    if (serviceAccountToken === undefined) return rest
    const asked = fieldsOf(serviceAccountToken)
    const annotation = `vcluster.loft.sh/token-${digestOf(`${textOf(name)}/${index}`).slice(0, 8)}`
    tokens[annotation] = token(asked)
    const fieldRef = { apiVersion: 'v1', fieldPath: `metadata.annotations['${annotation}']` }
    return { downwardAPI: { items: [{ path: asked.path, fieldRef, mode: 0o644 }] } }
  })
  return { ...fieldsOf(projected), sources }
}
