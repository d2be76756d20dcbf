import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { fieldText } from './environment.ts'
import { dataOf, sourcesOf } from './references.ts'
import type { LookUp } from './references.ts'

export interface FileParts {
  pod: KubeObject
  container: JsonObject
  /** What the image has, by path. */
  image: Readonly<Record<string, string>>
  lookUp: LookUp
  /** What a `serviceAccountToken` of a volume is; undefined where there can be none. */
  token: (source: JsonObject) => string | undefined
}

/** The files of a container that are not made while it runs, by path: those of its image and of its volumes. */
export function filesOf(parts: FileParts): Map<string, string> {
  const { pod, container, image } = parts
  const spec = fieldsOf(pod.spec)
  const hostname = textOf(spec.hostname) || pod.metadata.name
  const podIP = textOf(fieldsOf(pod.status).podIP)
  const namespace = pod.metadata.namespace ?? ''
  const files = new Map([
    ...Object.entries(image),
    ['/etc/hostname', `${hostname}\n`],
    ['/etc/hosts', `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n${podIP}\t${hostname}\n`],
    [
      '/etc/resolv.conf',
      `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`,
    ],
  ])
  const volumes = new Map(listOf(spec.volumes).map((volume) => [textOf(volume.name), volume]))
  for (const { name, mountPath, subPath } of listOf(container.volumeMounts)) {
    const content = contentOf(volumes.get(textOf(name)) ?? {}, parts)
    for (const [path, text] of Object.entries(content)) {
      const part = textOf(subPath)
      if (part === '') files.set(joined(textOf(mountPath), path), text)
      else if (path === part) files.set(textOf(mountPath), text)
    }
  }
  return files
}

/** Where the volumes of a container are, which are there also when they are empty. */
export function mountsOf(container: JsonObject, files: ReadonlyMap<string, string>): string[] {
  return listOf(container.volumeMounts)
    .map(({ mountPath }) => textOf(mountPath))
    .filter((path) => path !== '' && !files.has(path))
}

/** What a volume holds, by the path below its mount. */
function contentOf(volume: JsonObject, { pod, lookUp, token }: FileParts): Record<string, string> {
  const content: Record<string, string> = {}
  for (const { resource, name, items } of sourcesOf(volume)) {
    const data = dataOf(resource, lookUp(resource, name) ?? {})
    if (items === undefined) Object.assign(content, data)
    else for (const { key, path } of items) content[textOf(path)] = data[textOf(key)] ?? ''
  }
  const projected = listOf(fieldsOf(volume.projected).sources)
  for (const { downwardAPI, serviceAccountToken } of [...projected, volume]) {
    for (const { path, fieldRef } of listOf(fieldsOf(downwardAPI).items)) {
      content[textOf(path)] = fieldText(pod, textOf(fieldsOf(fieldRef).fieldPath))
    }
    const source = fieldsOf(serviceAccountToken)
    const issued = serviceAccountToken === undefined ? undefined : token(source)
    if (issued !== undefined) content[textOf(source.path)] = issued
  }
  return content
}

function joined(directory: string, path: string): string {
  return `${directory.replace(/\/$/, '')}/${path}`
}
