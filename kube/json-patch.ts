import { copyJson, fieldOf, isObject, type JsonObject, jsonTypeName, sameJson, setField } from './json.ts'
import { badRequest, failure, StatusError } from './status.ts'

const mostOperations = 10_000

/** What `copy` operations may add in all, in characters of JSON: a patch can double a document each time. */
const mostCopied = 3 * 1024 * 1024

/** How many elements of lists may move up or down in all: each operation at the front of a list moves all of it. */
const mostMoved = 50_000_000

/** How deep a patch may make a document, whose walk is recursive; requests are refused long before. */
const mostDepth = 1000

type Container = JsonObject | unknown[]

interface Operation {
  op: string
  path: string | undefined
  from: string | undefined
  /** undefined where the operation has none; kube-apiserver then writes null. */
  value: unknown
}

/** A document under change: only containers in `owned` are ours to write, all others are copied first. */
interface Draft {
  root: unknown
  readonly owned: WeakSet<Container>
  copied: number
  moved: number
  /** The document is never deeper than this; a bound, since measuring it for each operation would cost. */
  depth: number
}

/**
 * Applies a JSON patch (RFC 6902) to a document, which is left as it is. As with kube-apiserver a negative
 * index counts from the end and `replace` also adds a field. Throws 400 for what is no patch, 413 for more
 * than 10,000 operations, 422 for an operation that does not apply.
 */
export function applyJsonPatch(document: unknown, operations: unknown): unknown {
  const list = readOperations(operations)
  if (list.length > mostOperations) {
    const message = `The allowed maximum operations in a JSON patch is ${mostOperations}, got ${list.length}`
    throw new StatusError(failure(413, 'RequestEntityTooLarge', `Request entity too large: ${message}`))
  }
  const draft: Draft = { root: document, owned: new WeakSet(), copied: 0, moved: 0, depth: 100 }
  for (const operation of list) apply(draft, operation)
  return draft.root
}

function readOperations(operations: unknown): Operation[] {
  if (operations === null) return []
  if (!Array.isArray(operations)) refuse(operations, 'value of type []handlers.jsonPatchOp')
  return operations.map((operation: unknown) => {
    if (operation === null) return { op: 'unknown', path: undefined, from: undefined, value: undefined }
    if (!isObject(operation)) refuse(operation, 'value of type handlers.jsonPatchOp')
    return {
      op: textField(operation, 'op') ?? 'unknown',
      path: textField(operation, 'path'),
      from: textField(operation, 'from'),
      value: fieldOf(operation, 'value'),
    }
  })
}

function textField(operation: JsonObject, key: string): string | undefined {
  const value = fieldOf(operation, key) ?? undefined
  if (value === undefined || typeof value === 'string') return value
  return refuse(value, `struct field jsonPatchOp.${key} of type string`)
}

function refuse(value: unknown, target: string): never {
  throw badRequest(`error decoding patch: json: cannot unmarshal ${jsonTypeName(value)} into Go ${target}`)
}

/** kube-apiserver says no more than this about an operation that does not apply. */
function fail(): never {
  const message = 'the server rejected our request due to an error in our request'
  throw new StatusError(failure(422, 'Invalid', message, {}))
}

function apply(draft: Draft, { op, path, from, value }: Operation): void {
  if (path === undefined) fail()
  switch (op) {
    case 'add':
      return add(draft, path, value ?? null)
    case 'remove':
      return remove(draft, path)
    case 'replace':
      return replace(draft, path, value ?? null)
    case 'move':
      return move(draft, from ?? fail(), path)
    case 'copy':
      return copy(draft, from ?? fail(), path)
    case 'test':
      return check(draft, path, value ?? null)
    default:
      return fail()
  }
}

/** `below` is how deep the added value can be. */
function add(draft: Draft, path: string, value: unknown, below = 100): void {
  draft.depth = Math.max(draft.depth, path.split('/').length + below)
  if (draft.depth > mostDepth) fail()
  const { container, key } = editable(draft, path)
  if (!Array.isArray(container)) return setField(container, key, value)
  if (key === '-') container.push(value)
  else splice(draft, container, indexOf(key, container.length + 1), 0, value)
}

function splice(draft: Draft, list: unknown[], index: number, removed: number, ...added: unknown[]): void {
  draft.moved += list.length - index
  if (draft.moved > mostMoved) fail()
  list.splice(index, removed, ...added)
}

function remove(draft: Draft, path: string): void {
  const { container, key } = editable(draft, path)
  if (Array.isArray(container)) splice(draft, container, indexOf(key, container.length), 1)
  else if (Object.hasOwn(container, key)) delete container[key]
  else fail()
}

function replace(draft: Draft, path: string, value: unknown): void {
  if (path === '') {
    if (!isContainer(value)) fail()
    draft.root = value
    return
  }
  const { container, key } = editable(draft, path)
  if (Array.isArray(container)) container[indexOf(key, container.length)] = value
  else setField(container, key, value)
}

function move(draft: Draft, from: string, path: string): void {
  const value = read(draft, from)
  remove(draft, from)
  add(draft, path, value, draft.depth - from.split('/').length)
}

function copy(draft: Draft, from: string, path: string): void {
  const value = read(draft, from)
  draft.copied += JSON.stringify(value).length
  if (draft.copied > mostCopied) fail()
  add(draft, path, copyJson(value), draft.depth - from.split('/').length)
}

function check(draft: Draft, path: string, value: unknown): void {
  const found = path === '' ? draft.root : read(draft, path)
  if (!sameJson(found, value)) fail()
}

/** The value at a path; null where an object lacks the field, as kube-apiserver reads it. */
function read(draft: Draft, path: string): unknown {
  const tokens = tokensOf(path)
  let value = draft.root
  for (const token of tokens) {
    if (!isContainer(value)) fail()
    value = childOf(value, token) ?? null
  }
  return value
}

/** The container that the last token of a path is in, and that token; all on the way there is ours to write. */
function editable(draft: Draft, path: string): { container: Container; key: string } {
  const tokens = tokensOf(path)
  const key = tokens.at(-1) ?? fail()
  let container = own(draft, draft.root)
  draft.root = container
  for (const token of tokens.slice(0, -1)) {
    const child = own(draft, childOf(container, token))
    if (Array.isArray(container)) container[indexOf(token, container.length)] = child
    else setField(container, token, child)
    container = child
  }
  return { container, key }
}

function own(draft: Draft, value: unknown): Container {
  if (!isContainer(value)) fail()
  if (draft.owned.has(value)) return value
  const copy = Array.isArray(value) ? [...value] : { ...value }
  draft.owned.add(copy)
  return copy
}

function childOf(container: Container, token: string): unknown {
  return Array.isArray(container) ? container[indexOf(token, container.length)] : fieldOf(container, token)
}

/** An index as Go's `strconv.Atoi` reads it, below `length`. */
function indexOf(token: string, length: number): number {
  if (!/^[+-]?\d{1,9}$/.test(token)) fail()
  const index = Number(token)
  if (index >= length || index < -length) fail()
  return index < 0 ? index + length : index
}

/** The tokens of a JSON pointer (RFC 6901), unescaped; what precedes the first slash is not looked at. */
function tokensOf(path: string): string[] {
  const [, ...tokens] = path.split('/')
  if (tokens.length === 0) fail()
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isObject(value)
}
