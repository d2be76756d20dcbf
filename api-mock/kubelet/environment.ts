import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { dataOf, environmentSources, keyReference } from './references.ts'
import type { LookUp } from './references.ts'

/** A Service, as far as the variables tell that every container has of it. */
export interface ServiceAddress {
  name: string
  clusterIP: string
  ports: readonly { name: string; port: number; protocol: string }[]
}

export interface EnvironmentParts {
  pod: KubeObject
  container: JsonObject
  lookUp: LookUp
  services: readonly ServiceAddress[]
}

/** The variables of a container: of the image, of the namespace's services, then those that its pod gives. */
export function environmentOf({ pod, container, lookUp, services }: EnvironmentParts): Map<string, string> {
  const spec = fieldsOf(pod.spec)
  const env = new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', textOf(spec.hostname) || pod.metadata.name],
    ['HOME', '/root'],
  ])
  if (spec.enableServiceLinks !== false) for (const service of services) addService(env, service)
  for (const entry of listOf(container.envFrom)) {
    for (const { resource, name } of environmentSources(entry)) {
      for (const [key, value] of Object.entries(dataOf(resource, lookUp(resource, name) ?? {}))) {
        env.set(textOf(entry.prefix) + key, value)
      }
    }
  }
  for (const { name, value, valueFrom } of listOf(container.env)) {
    const found =
      valueFrom === undefined ? expanded(textOf(value), env) : valueOf(valueFrom, pod, container, lookUp)
    if (found !== undefined) env.set(textOf(name), found)
  }
  return env
}

/** `$(NAME)` is a variable that was set before; what is none stays as it is written. */
export function expanded(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\(([A-Za-z_.-][\w.-]*)\)/g, (all, name: string | undefined) =>
    name === undefined ? '$' : (env.get(name) ?? all),
  )
}

function valueOf(
  valueFrom: unknown,
  pod: KubeObject,
  container: JsonObject,
  lookUp: LookUp,
): string | undefined {
  const reference = keyReference(valueFrom)
  if (reference !== undefined) {
    return dataOf(reference.resource, lookUp(reference.resource, reference.name) ?? {})[reference.key]
  }
  const { fieldRef, resourceFieldRef } = fieldsOf(valueFrom)
  if (fieldRef !== undefined) return fieldText(pod, textOf(fieldsOf(fieldRef).fieldPath))
  if (resourceFieldRef === undefined) return undefined
  const [list = '', ...name] = textOf(fieldsOf(resourceFieldRef).resource).split('.')
  return textOf(fieldsOf(fieldsOf(container.resources)[list])[name.join('.')]) || '0'
}

/** What the downward API tells of a pod at a path such as `metadata.name` or `metadata.labels['app']`. */
export function fieldText(pod: KubeObject, path: string): string {
  const [, list = '', key = ''] = /^metadata\.(labels|annotations)(?:\['(.*)'\])?$/.exec(path) ?? []
  if (list !== '') {
    const values = (list === 'labels' ? pod.metadata.labels : pod.metadata.annotations) ?? {}
    if (key !== '') return values[key] ?? ''
    return Object.entries(values)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join('\n')
  }
  let value: unknown = pod
  for (const step of path.split('.')) value = fieldsOf(value)[step]
  return textOf(value)
}

function addService(env: Map<string, string>, { name, clusterIP, ports }: ServiceAddress): void {
  const prefix = name.toUpperCase().replaceAll('-', '_')
  const [first] = ports
  if (first === undefined || clusterIP === '' || clusterIP === 'None') return
  env.set(`${prefix}_SERVICE_HOST`, clusterIP)
  env.set(`${prefix}_SERVICE_PORT`, String(first.port))
  for (const port of ports) {
    if (port.name !== '')
      env.set(`${prefix}_SERVICE_PORT_${port.name.toUpperCase().replaceAll('-', '_')}`, String(port.port))
  }
  const protocol = first.protocol.toLowerCase()
  env.set(`${prefix}_PORT`, `${protocol}://${clusterIP}:${first.port}`)
}
