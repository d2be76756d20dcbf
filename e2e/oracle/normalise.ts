import { isObject, textOf } from './json.ts'
import type { Exchange, Json } from './scenario.ts'

/**
 * Replaces what differs between two runs of a scenario, and keeps the relations:
 *
 * - a uid becomes `<uid1>`, `<uid2>` by first appearance, also within messages;
 * - an object's resourceVersion becomes `<rv1>`, `<rv2>` by size, so that equal,
 *   different and newer can be read off; that of a list or a bookmark becomes
 *   `<rv2+>`: at or after `<rv2>` and before `<rv3>`, since others write too;
 * - a time becomes `<time>` or, with a fraction, `<microtime>`; an age in a Table `<age>`;
 * - what was made from generateName keeps the prefix: `team-<suffix1>`;
 * - managedFields are sorted by operation and manager, since a server sorts
 *   them by time first and steps may or may not fall into one second; so are
 *   other lists whose order means nothing;
 * - addresses and node ports of services become `<ip>` and `<port>`;
 * - the causes of a Status, and their list in its message, are sorted.
 */
export function normalise(steps: Exchange[]): Exchange[] {
  const found = collect(steps.map((step) => step.response.body))
  const rewrite = (value: Json): Json => walk(value, '', found)
  return steps.map((step) => ({
    ...step,
    response: {
      ...step.response,
      headers: rewriteHeaders(step.response.headers, found),
      body: rewrite(step.response.body),
    },
  }))
}

interface Found {
  versions: number[]
  uids: Map<string, string>
  names: Map<string, string>
  /** The versions in a bookmark are those of a moment, not of an object. */
  inBookmark: boolean
  /** The addresses that services were given. */
  addresses: Set<string>
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

function collect(bodies: Json[]): Found {
  const versions = new Set<number>()
  const found: Found = {
    versions: [],
    uids: new Map(),
    names: new Map(),
    inBookmark: false,
    addresses: new Set(),
  }
  const visit = (value: Json): void => {
    if (typeof value === 'string') {
      for (const [uid] of value.matchAll(uuid)) {
        if (!found.uids.has(uid)) found.uids.set(uid, `<uid${found.uids.size + 1}>`)
      }
    } else if (Array.isArray(value)) {
      value.forEach(visit)
    } else if (isObject(value)) {
      const { metadata } = value
      if (isObject(metadata) && !isCollection(value)) {
        if (isVersion(metadata.resourceVersion)) versions.add(Number(metadata.resourceVersion))
        noteGenerated(metadata, found.names)
      }
      if (typeof value.clusterIP === 'string' && /^[0-9a-f.:]+$/.test(value.clusterIP)) {
        found.addresses.add(value.clusterIP)
      }
      if (value.type === 'BOOKMARK') return
      Object.values(value).forEach(visit)
    }
  }
  bodies.forEach(visit)
  found.versions = [...versions].sort((a, b) => a - b)
  return found
}

function noteGenerated(metadata: { [key: string]: Json }, names: Map<string, string>): void {
  const { name, generateName } = metadata
  if (typeof name !== 'string' || typeof generateName !== 'string') return
  if (!name.startsWith(generateName) || name === generateName || names.has(name)) return
  names.set(name, `${generateName}<suffix${names.size + 1}>`)
}

function isVersion(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[1-9][0-9]*$/.test(value)
}

function isCollection(value: { [key: string]: Json }): boolean {
  return value.kind === 'Table' || (typeof value.kind === 'string' && value.kind.endsWith('List'))
}

function walk(value: Json, key: string, found: Found): Json {
  if (typeof value === 'string') return rewriteText(value, key, found)
  if (key === 'nodePort' && typeof value === 'number' && value !== 0) return '<port>'
  if (Array.isArray(value)) {
    if (key === 'cells') return value.map((cell) => rewriteCell(cell, found))
    const list = value.map((element) => walk(element, key, found))
    const sortKey = list.every(isObject) ? unordered[key] : undefined
    return sortKey ? list.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) : list
  }
  if (!isObject(value)) return value
  if (value.kind === 'Status') return sortCauses(walkObject(value, found))
  return walkObject(value, found)
}

function walkObject(value: { [key: string]: Json }, found: Found): { [key: string]: Json } {
  const collection = isCollection(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      if (name === 'metadata' && isObject(child)) {
        return [name, rewriteMetadata(child, collection, found)]
      }
      if (name === 'object' && value.type === 'BOOKMARK' && isObject(child)) {
        return [name, walk(child, name, { ...found, inBookmark: true })]
      }
      return [name, walk(child, name, found)]
    }),
  )
}

function rewriteMetadata(metadata: { [key: string]: Json }, collection: boolean, found: Found): Json {
  const rewritten = walk(metadata, 'metadata', found)
  if (isObject(rewritten) && isVersion(metadata.resourceVersion)) {
    rewritten.resourceVersion = version(metadata.resourceVersion, collection, found)
  }
  return rewritten
}

function version(text: string, collection: boolean, { versions, inBookmark }: Found): string {
  const ordinal = versions.filter((known) => known <= Number(text)).length
  return collection || inBookmark ? `<rv${ordinal}+>` : `<rv${ordinal}>`
}

/** The keys whose whole text is chosen by the server, and what replaces it. */
const opaque: Record<string, string> = {
  continue: '<continue>',
  storageVersionHash: '<hash>',
  serverAddress: '<address>',
}

function rewriteText(text: string, key: string, found: Found): string {
  const replacement = opaque[key]
  if (replacement !== undefined && text !== '' && text !== 'None') return replacement
  let rewritten = text
    .replace(uuid, (uid) => found.uids.get(uid) ?? uid)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '<microtime>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<jwt>')
    .replace(
      /(\bresourceVersion(?:\\?")?: ?\\?")(\d+)(?=\\?")/g,
      (_, before: string, rv: string) => before + version(rv, false, found),
    )
    .replace(
      /(ResourceVersion in (?:object meta: |record \())(\d+)/g,
      (_, before: string, rv: string) => before + version(rv, false, found),
    )
    .replace(/\?hash=[0-9A-F]+/g, '?hash=<hash>')
    .replace(/(too old resource version: \S+) \(\d+\)/g, '$1 (<current>)')
    .replace(/(Too large resource version: \d+, current: )\d+/g, '$1<current>')
    .replace(/\bkube-api-access-[a-z0-9]{5}\b/g, 'kube-api-access-<suffix>')
  for (const address of found.addresses) rewritten = rewritten.replaceAll(address, '<ip>')
  for (const [name, stable] of found.names) rewritten = rewritten.replaceAll(name, stable)
  return rewritten
}

function rewriteCell(cell: Json, found: Found): Json {
  if (typeof cell !== 'string') return walk(cell, 'cell', found)
  if (/^(\d+[smhdy])+$/.test(cell)) return '<age>'
  return rewriteText(cell, 'cell', found)
    .replace(/:3\d{4}\//g, ':<port>/')
    .replace(/\((\d+[smhdy])+ ago\)/, '(<age> ago)')
}

/** A server walks over maps to find what is wrong, in another order each time. */
function sortCauses(status: { [key: string]: Json }): { [key: string]: Json } {
  const { details, message } = status
  if (!isObject(details) || !Array.isArray(details.causes) || typeof message !== 'string') return status
  const said = details.causes.map(causeText)
  const causes = details.causes.toSorted((a, b) => (causeText(a) < causeText(b) ? -1 : 1))
  const list = (texts: string[]): string => `[${[...new Set(texts)].join(', ')}]`
  return {
    ...status,
    message: message.replace(list(said), () => list(said.toSorted())),
    details: { ...details, causes },
  }
}

function causeText(cause: Json): string {
  return isObject(cause) ? `${textOf(cause.field)}: ${textOf(cause.message)}` : ''
}

const byField =
  (...fields: string[]) =>
  (entry: Json): string =>
    isObject(entry) ? fields.map((field) => textOf(entry[field])).join(' ') : ''

/** The lists whose order means nothing and differs between runs, and what to sort them by. */
const unordered: Record<string, (entry: Json) => string> = {
  managedFields: byField('operation', 'manager', 'subresource', 'apiVersion'),
  resourceRules: (rule) => JSON.stringify(rule),
  nonResourceRules: (rule) => JSON.stringify(rule),
  resources: byField('name', 'resource'),
}

function rewriteHeaders(
  headers: Exchange['response']['headers'],
  found: Found,
): Exchange['response']['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name === 'etag') return [name, '<etag>']
      const rewrite = (text: string): string => rewriteText(text, '', found)
      return [name, Array.isArray(value) ? value.map(rewrite) : rewrite(value)]
    }),
  )
}
