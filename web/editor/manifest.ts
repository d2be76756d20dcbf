import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
} from 'yaml'
import type { KindName, Step } from './schema.ts'

/** Where something is in a text: from a character up to another, which is not part of it. */
export interface Span {
  from: number
  to: number
}

/** A text of YAML, read so that it is known where everything is. */
export interface Manifest {
  text: string
  /** One for each object; a text may have several, parted by `---`. */
  documents: readonly Document[]
}

/** More aliases than this make a small text a huge object. */
const mostAliases = 50

/** Reads what is typed; what is wrong with it is in the documents, and never thrown. */
export function readManifest(text: string): Manifest {
  const documents = parseAllDocuments(text, { lineCounter: new LineCounter(), prettyErrors: false })
  return { text, documents: Array.isArray(documents) ? documents : [] }
}

/** What a document says it is; undefined where it does not say so. */
export function kindOf(document: Document): KindName | undefined {
  if (!isMap(document.contents)) return undefined
  const apiVersion = document.contents.get('apiVersion')
  const kind = document.contents.get('kind')
  return typeof apiVersion === 'string' && typeof kind === 'string' ? { apiVersion, kind } : undefined
}

/** The part of the text that a node is; one that says nothing is where it would be. */
export function spanOf(node: unknown, otherwise: Span): Span {
  const range = (node as Node | undefined)?.range
  return range === undefined || range === null
    ? otherwise
    : { from: range[0], to: Math.max(range[1], range[0]) }
}

export function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key)
}

/** The document that a place in the text belongs to. */
export function documentAt({ documents }: Manifest, offset: number): Document | undefined {
  return documents.findLast(({ range }, index) => index === 0 || (range?.[0] ?? 0) <= offset)
}

/** What is at a place in the text: the path to it, and whether it is a field's name. */
export interface At {
  path: readonly Step[]
  span: Span
}

/** The innermost field whose name or whose simple value is at a place. */
export function fieldAt(document: Document, offset: number): At | undefined {
  return within(document.contents, [], offset)
}

function within(node: unknown, path: readonly Step[], offset: number): At | undefined {
  if (isMap(node)) {
    for (const pair of node.items) {
      const name = spanOf(pair.key, nowhere)
      const inner = [...path, keyText(pair)]
      if (holds(name, offset)) return { path: inner, span: name }
      const found = within(pair.value, inner, offset)
      if (found !== undefined) return found
    }
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const found = within(item, [...path, index], offset)
      if (found !== undefined) return found
    }
  }
  if (isScalar(node) && path.length > 0 && holds(spanOf(node, nowhere), offset))
    return { path, span: spanOf(node, nowhere) }
  return undefined
}

const nowhere: Span = { from: -1, to: -1 }

function holds({ from, to }: Span, offset: number): boolean {
  return from <= offset && offset <= to
}

/**
 * Where a field is that a server names, such as `spec.containers[0].image`; the nearest that is there, where it is
 * not itself. Undefined where not even its beginning is there.
 */
export function spanOfField(document: Document, field: string): Span | undefined {
  let node: unknown = document.contents
  let span: Span | undefined
  for (const step of stepsOf(field)) {
    const next = stepInto(node, step)
    if (next === undefined) break
    span = next.span
    node = next.node
  }
  return span
}

function stepInto(node: unknown, step: Step): { node: unknown; span: Span } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((one) => isPair(one) && keyText(one) === String(step))
    return pair && { node: pair.value, span: spanOf(pair.key, nowhere) }
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step]
    // An entry is shown by its first line, not by all of it.
    const { from } = spanOf(item, nowhere)
    return item === undefined ? undefined : { node: item, span: { from, to: from + 1 } }
  }
  return undefined
}

/** The steps of a field as Kubernetes writes it: `spec.ports[0].name`, `metadata.labels[a.b/c]`. */
function stepsOf(field: string): Step[] {
  const parts = field.match(/[^.[\]]+|\[[^\]]*\]/g) ?? []
  return parts.map((part) => {
    if (!part.startsWith('[')) return part
    const inner = part.slice(1, -1)
    return /^\d+$/.test(inner) ? Number(inner) : inner.replaceAll('"', '')
  })
}

/** The objects of a text as plain values. Throws where it cannot be read or would become far larger than it is. */
export function objectsOf({ documents }: Manifest): unknown[] {
  const values = documents.map((document): unknown => {
    const [error] = document.errors
    if (error !== undefined) throw error
    return document.toJS({ maxAliasCount: mostAliases })
  })
  return values.filter((value) => value !== null && value !== undefined)
}
