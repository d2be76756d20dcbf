import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { goTypes } from './go-types.ts'

/**
 * An object as Go's JSON encoder writes the internal struct that holds it: all fields by their Go names, in the
 * order of the type, whether they are set or not. That is what a real server puts into its messages.
 */
export function goValue(type: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => goValue(type, item))
  const fields = goTypes[type] ?? ''
  if (fields.startsWith('@')) return tagged(fields.slice(1), fieldsOf(value))
  return Object.fromEntries(members(type, fieldsOf(value)))
}

/** The same as text, in one line. */
export function printGo(type: string, value: unknown): string {
  return escaped(JSON.stringify(goValue(type, value)))
}

/** The same as text, a member a line and indented by one blank. */
export function prettyGo(type: string, value: unknown): string {
  return escaped(JSON.stringify(goValue(type, value), undefined, 1))
}

function escaped(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function members(type: string, object: JsonObject): [string, unknown][] {
  const fields = (goTypes[type] ?? '').split(' ')
  return fields.flatMap((field): [string, unknown][] => {
    const { embedded, name, jsonName, kind, struct } = parseField(field)
    if (embedded) return embeddedMembers(name, field.includes('/') ? object[jsonName] : object)
    return [[name, member(object[jsonName], kind, struct)]]
  })
}

function embeddedMembers(type: string, value: unknown): [string, unknown][] {
  return Object.entries(fieldsOf(goValue(type, value)))
}

interface Field {
  embedded: boolean
  name: string
  jsonName: string
  kind: string
  struct: string
}

function parseField(field: string): Field {
  const [, plus = '', name = '', jsonName, kind = '', struct = ''] =
    /^(\+?)(\w+)(?:\/(\w+))?([?#!$=]?)(\w*)$/.exec(field) ?? []
  const small = name.slice(0, 1).toLowerCase() + name.slice(1)
  return { embedded: plus === '+', name, jsonName: jsonName ?? small, kind, struct }
}

const zeros: Record<string, unknown> = { '': '', '?': null, '#': 0, '!': false, $: '0' }

function member(value: unknown, kind: string, struct: string): unknown {
  if (kind === '=') return goValue(struct, value)
  if (value === undefined || value === null) return zeros[kind]
  if (kind === '?' && isEmpty(value))
    return Array.isArray(value) ? null : struct === '' ? value : goValue(struct, value)
  return struct === '' ? sorted(value) : goValue(struct, value)
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0
}

/** Go writes a map in the order of its keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => sorted(item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

function tagged(fields: string, object: JsonObject): unknown {
  const present = fields.split(' ').flatMap((field): [string, unknown][] => {
    const [name = '', struct = ''] = field.split('?')
    const value = object[name]
    if (value === undefined || value === null) return []
    return [[name, struct === '' ? sorted(value) : goValue(struct, value)]]
  })
  return Object.fromEntries(present)
}

/**
 * A pod spec as the internal types have it: what shares the node's namespaces is in the security context there.
 */
export function internalPodSpec(spec: JsonObject): JsonObject {
  const moved = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers']
  const shared = Object.fromEntries(moved.map((key) => [key, spec[key]]))
  return { ...spec, securityContext: { ...fieldsOf(spec.securityContext), ...shared } }
}

export function internalTemplate(template: unknown): JsonObject {
  const object = fieldsOf(template)
  return { ...object, spec: internalPodSpec(fieldsOf(object.spec)) }
}
