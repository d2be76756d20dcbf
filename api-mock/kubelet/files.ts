import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { listOf } from '#api-mock/scheduler/selection.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldText } from './environment.ts'
import { digestOf } from './hash.ts'
import { dataOf, sourcesOf } from './references.ts'
import type { LookUp } from './references.ts'

export interface FileParts {
  pod: KubeObject
  container: JsonObject
  /** What the image has, by path. */
  image: Readonly<Record<string, string>>
  lookUp: LookUp
}

/** The files of a container that are not made while it runs, by path: those of its image and of its volumes. */
export function filesOf({ pod, container, image, lookUp }: FileParts): Map<string, string> {
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
    const content = contentOf(volumes.get(textOf(name)) ?? {}, pod, lookUp)
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
function contentOf(volume: JsonObject, pod: KubeObject, lookUp: LookUp): Record<string, string> {
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
    if (serviceAccountToken !== undefined) {
      content[textOf(fieldsOf(serviceAccountToken).path)] = placeholderToken(pod)
    }
  }
  return content
}

/** It looks like a token and opens nothing: a simulated container asks nothing of the API. */
function placeholderToken({ metadata }: KubeObject): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const subject = `system:serviceaccount:${metadata.namespace ?? ''}:default`
  return `${encode({ alg: 'none' })}.${encode({ sub: subject })}.${digestOf(metadata.uid ?? '', 32)}`
}

function joined(directory: string, path: string): string {
  return `${directory.replace(/\/$/, '')}/${path}`
}
