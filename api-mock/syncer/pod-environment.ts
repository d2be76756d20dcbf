import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { hostLabel } from './labels.ts'
import { toldFields } from './pod-metadata.ts'

/** How an object is called on the host that a pod refers to by its name inside. */
export type Rename = (name: unknown) => string

/** The variables by which a pod inside finds the services of its namespace, and its own API server at `address`. */
export function serviceVariables(services: readonly JsonObject[], address: string): JsonObject[] {
  const values = new Map<string, string>()
  for (const service of services) addService(values, service)
  addService(values, apiServer(address))
  return [...values].map(([name, value]) => ({ name, value })).toSorted(byName)
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1
}

function apiServer(address: string): JsonObject {
  const ports = [{ name: 'https', port: 443, protocol: 'TCP' }]
  return { metadata: { name: 'kubernetes' }, spec: { clusterIP: address, ports } }
}

function addService(values: Map<string, string>, { metadata, spec }: JsonObject): void {
  const { clusterIP, ports } = fieldsOf(spec)
  const address = textOf(clusterIP)
  const [first] = listOf(ports)
  if (address === '' || address === 'None' || first === undefined) return
  const prefix = variable(textOf(fieldsOf(metadata).name))
  values.set(`${prefix}_SERVICE_HOST`, address)
  values.set(`${prefix}_SERVICE_PORT`, String(first.port))
  for (const { name, port } of listOf(ports)) {
    if (textOf(name) !== '') values.set(`${prefix}_SERVICE_PORT_${variable(textOf(name))}`, String(port))
  }
  for (const given of listOf(ports)) {
    const port = String(numberOf(given.port))
    const protocol = textOf(given.protocol) || 'TCP'
    const url = `${protocol.toLowerCase()}://${address}:${port}`
    const link = `${prefix}_PORT_${port}_${protocol}`
    if (given === first) values.set(`${prefix}_PORT`, url)
    values.set(link, url)
    values.set(`${link}_PROTO`, protocol.toLowerCase())
    values.set(`${link}_PORT`, port)
    values.set(`${link}_ADDR`, address)
  }
}

function variable(name: string): string {
  return name.replaceAll('-', '_').toUpperCase()
}

/** A container of the host: its variables are those that it has inside. */
export function hostContainer(
  container: JsonObject,
  parts: { rename: Rename; variables: readonly JsonObject[]; vcluster: string },
): JsonObject {
  const { rename, variables, vcluster } = parts
  const own = listOf(container.env).map((entry) => hostVariable(entry, rename, vcluster))
  const named = new Set(own.map(({ name }) => name))
  // Those of services come first: others may be made of them.
  const env = [...variables.filter(({ name }) => !named.has(name)), ...own]
  const envFrom = listOf(container.envFrom).map((entry) =>
    renamed(entry, ['configMapRef', 'secretRef'], 'name', rename),
  )
  return {
    ...container,
    ...(env.length === 0 ? {} : { env }),
    ...(envFrom.length === 0 ? {} : { envFrom }),
  }
}

function hostVariable(entry: JsonObject, rename: Rename, vcluster: string): JsonObject {
  if (entry.valueFrom === undefined) return entry
  const valueFrom = renamed(fieldsOf(entry.valueFrom), ['configMapKeyRef', 'secretKeyRef'], 'name', rename)
  return { ...entry, valueFrom: withHostField(valueFrom, vcluster) }
}

/** Where something holds a `fieldRef`: the same field as it is told on the host. */
export function withHostField(given: JsonObject, vcluster: string): JsonObject {
  if (given.fieldRef === undefined) return given
  const reference = fieldsOf(given.fieldRef)
  return { ...given, fieldRef: { ...reference, fieldPath: hostField(textOf(reference.fieldPath), vcluster) } }
}

function hostField(path: string, vcluster: string): string {
  const [, label] = /^metadata\.labels\['(.+)'\]$/.exec(path) ?? []
  if (label !== undefined) return `metadata.labels['${hostLabel(label, vcluster)}']`
  const told = toldFields[path]
  return told === undefined ? path : `metadata.annotations['${told}']`
}

/** Renames what some fields of an object refer to, where they are there. */
export function renamed(
  given: JsonObject,
  fields: readonly string[],
  key: string,
  rename: Rename,
): JsonObject {
  const result = { ...given }
  for (const field of fields) {
    if (given[field] === undefined) continue
    const reference = fieldsOf(given[field])
    result[field] = { ...reference, [key]: rename(reference[key]) }
  }
  return result
}
