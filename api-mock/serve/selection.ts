import { matchesLabels, parseFieldSelector, parseLabelSelector } from '#kube/selectors.ts'
import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import type { Stored } from '#api-mock/store/stored.ts'

/** Which objects of a resource are meant. */
export interface Selection {
  /** Whether everything is, so that counting needs no looking. */
  everything: boolean
  /** The one name that the fields ask for. */
  name: string | undefined
  matches: (stored: Stored) => boolean
}

/** Throws StatusError 400 for a selector that cannot be read, or a field that the kind is not selected by. */
export function readSelection(
  definition: ResourceDefinition,
  { labelSelector, fieldSelector }: { labelSelector: string; fieldSelector: string },
): Selection {
  const labels = parseLabelSelector(labelSelector)
  const fields = parseFieldSelector(fieldSelector)
  const tests = fields.map(({ field, operator, value }) => {
    const read = readerOf(definition, field)
    return (stored: Stored) => (read(stored) === value) === (operator === '=')
  })
  if (labels.length > 0) tests.push((stored) => matchesLabels(labels, stored.metadata.labels))
  return {
    everything: tests.length === 0,
    name: fields.find(({ field, operator }) => field === 'metadata.name' && operator === '=')?.value,
    matches: (stored) => tests.every((test) => test(stored)),
  }
}

function readerOf(definition: ResourceDefinition, field: string): (stored: Stored) => string {
  const { selectable } = definition.strategy
  if (field === 'metadata.name') return (stored) => stored.name
  // Kinds that say what they are selected by have a namespace among it only if they are in one.
  const isPlain = definition.custom === undefined && selectable === undefined
  if (field === 'metadata.namespace' && (definition.namespaced || isPlain))
    return (stored) => stored.namespace
  const read = selectable !== undefined && Object.hasOwn(selectable, field) ? selectable[field] : undefined
  if (read === undefined) throw badRequest(isPlain ? unknownField(field) : unsupported(definition, field))
  const values = valuesOf(read)
  return (stored) => {
    const known = values.get(stored)
    if (known !== undefined) return known
    const value = read(toObject(definition, stored))
    values.set(stored, value)
    return value
  }
}

type Read = (object: KubeObject) => string

/** What was read of which revision: it never changes, and a client that asks for a field asks again. */
const readValues = new WeakMap<Read, WeakMap<Stored, string>>()

function valuesOf(read: Read): WeakMap<Stored, string> {
  const values = readValues.get(read) ?? new WeakMap<Stored, string>()
  readValues.set(read, values)
  return values
}

function unknownField(field: string): string {
  return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
}

/** Two kinds have words of their own. */
function unsupported({ kind, group, version, custom }: ResourceDefinition, field: string): string {
  if (custom === undefined && kind === 'Job') return `field label "${field}" not supported for Job`
  const whose =
    custom === undefined && kind === 'ResourceSlice' ? ` for ${group}/${version}, Kind=${kind}` : ''
  return `field label not supported${whose}: ${field}`
}
