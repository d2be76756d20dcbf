import { LineCounter, parseAllDocuments, type Document } from 'yaml'
import { yamlProblem } from '#api/yaml-bounds.ts'
import { messageOf } from '#kube/errors.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { Problem } from './problem.ts'

/** Objects that one template may have. */
const most = 200

/** Texts that are remembered: each look at an instance reads the same one, which may take half a second. */
const mostRemembered = 50
const remembered = new Map<string, readonly KubeObject[]>()

/**
 * The objects of a template's manifests: YAML of several documents, Lists among them, empty ones left out.
 * Throws Problem, which names the document.
 */
export function parseManifests(text: string | undefined): readonly KubeObject[] {
  if (text === undefined || text.trim() === '') return []
  const objects = remembered.get(text) ?? readManifests(text)
  remembered.delete(text)
  remembered.set(text, objects)
  const [oldest] = remembered.keys()
  if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
  return objects
}

function readManifests(text: string): KubeObject[] {
  const tooLarge = yamlProblem(text)
  if (tooLarge !== undefined) throw invalid(tooLarge)
  const lineCounter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: true })
  const objects: KubeObject[] = []
  for (const [index, document] of [...documents].entries()) {
    const [error] = document.errors
    if (error !== undefined) throw invalid(`they are no YAML: ${error.message.split('\n')[0] ?? ''}`)
    const value = valueOf(document)
    if (value !== null && value !== undefined) objects.push(...objectsIn(value, index + 1))
  }
  if (objects.length > most)
    throw invalid(`there are ${objects.length} of them, and at most ${most} are applied`)
  refuseTwice(objects)
  return objects
}

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw invalid(messageOf(error))
  }
}

function objectsIn(value: unknown, position: number): KubeObject[] {
  if (!isObject(value)) throw invalid(`document ${position} is no object`)
  const { apiVersion, kind, metadata, items } = value
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '')
    throw invalid(`document ${position} needs apiVersion and kind`)
  if (kind.endsWith('List') && Array.isArray(items)) return items.flatMap((item) => objectsIn(item, position))
  if (!isObject(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '')
    throw invalid(`document ${position}, a ${kind}, needs metadata.name`)
  const object = { ...value, apiVersion, kind, metadata: { ...metadata, name: metadata['name'] } }
  return [amountKinds.has(kind) && apiVersion === 'v1' ? withTextAmounts(object) : object]
}

/** Kinds that say amounts, which templates are apt to fill in without quotes. */
const amountKinds = new Set(['ResourceQuota', 'LimitRange'])

/** Server-side apply takes an amount for a text alone, where everything else takes a number too. */
function withTextAmounts(object: KubeObject): KubeObject {
  const text = (value: unknown): unknown => {
    if (typeof value === 'number') return String(value)
    if (Array.isArray(value)) return value.map(text)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, text(part)]))
  }
  return { ...object, spec: text(object['spec']) }
}

function refuseTwice(objects: readonly KubeObject[]): void {
  const seen = new Set<string>()
  for (const { apiVersion, kind, metadata } of objects) {
    const key = `${apiVersion}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`
    if (seen.has(key)) throw invalid(`${kind} ${metadata.name} is there twice`)
    seen.add(key)
  }
}

function invalid(why: string): Problem {
  return new Problem('InvalidObjects', `the template's objects cannot be applied: ${why}`)
}
