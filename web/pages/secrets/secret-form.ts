import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { apiVersionOf } from '#kube/types.ts'
import { decoded } from '#web/pages/resources/decoded.ts'

/** One key with its value, as it is typed. */
export interface Entry {
  /** Tells rows apart while their keys change. */
  id: number
  key: string
  value: string
  /** The base64 of what is no text; it stays as it is until something else is typed. */
  binary?: string
}

/** Who reads a secret beside its owner and admins of the project. */
export type Readers = 'nobody' | 'everybody' | 'custom'

export interface SecretValues {
  name: string
  displayName: string
  description: string
  readers: Readers
  entries: readonly Entry[]
}

type Spec = ProjectSecret['spec']

const everybody: NonNullable<Spec['access']> = [{ name: 'members', verbs: ['get', 'use'], users: ['*'] }]

export const emptySecret: SecretValues = {
  name: '',
  displayName: '',
  description: '',
  readers: 'nobody',
  entries: [{ id: 0, key: '', value: '' }],
}

export function valuesOf({ metadata, spec }: ProjectSecret): SecretValues {
  const entries = Object.entries(spec.data ?? {})
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([key, base64], id): Entry => {
      const { text } = decoded(base64)
      return text === undefined ? { id, key, value: '', binary: base64 } : { id, key, value: text }
    })
  return {
    name: metadata.name,
    displayName: spec.displayName ?? '',
    description: spec.description ?? '',
    readers: readersOf(spec),
    entries,
  }
}

export function readersOf({ access = [] }: Spec): Readers {
  if (access.length === 0) return 'nobody'
  const isEverybody = access.some(
    ({ verbs, users, subresources }) =>
      users?.includes('*') === true && subresources === undefined && verbs.includes('get'),
  )
  return isEverybody && access.length === 1 ? 'everybody' : 'custom'
}

export const readersWords: Readonly<Record<Readers, string>> = {
  nobody: 'Only its owner and project admins',
  everybody: 'Everybody in the project',
  custom: 'Those whom its access list names',
}

/** Rows that hold nothing are none. */
function filled(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ key, value, binary }) => key !== '' || value !== '' || binary !== undefined)
}

/** What is wrong with the key of a row; nothing where the whole row is empty. */
export function keyProblem(entry: Entry, entries: readonly Entry[]): string | undefined {
  const { key } = entry
  if (!filled([entry]).includes(entry)) return undefined
  if (key === '') return 'A key is needed.'
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return 'Only letters, digits, “-”, “_” and “.”.'
  if (key === '.' || key.startsWith('..')) return 'Does not begin with two dots, and is not one.'
  if (key.length > 253) return 'At most 253 characters.'
  return entries.some((other) => other.id !== entry.id && other.key === key)
    ? 'Another row has this key.'
    : undefined
}

/** Why these values cannot be saved; undefined where they can. */
export function dataProblem(entries: readonly Entry[]): string | undefined {
  if (filled(entries).length === 0) return 'Give at least one key and its value.'
  return entries.some((entry) => keyProblem(entry, entries) !== undefined)
    ? 'One of the keys cannot be one.'
    : undefined
}

function dataOf(entries: readonly Entry[]): Record<string, string> {
  return Object.fromEntries(filled(entries).map(({ key, value, binary }) => [key, binary ?? base64Of(value)]))
}

function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

/** The spec of a new secret. */
export function specOf({ displayName, description, readers, entries }: SecretValues): Spec {
  return {
    ...(displayName === '' ? {} : { displayName }),
    ...(description === '' ? {} : { description }),
    data: dataOf(entries),
    ...(readers === 'everybody' ? { access: everybody } : {}),
  }
}

interface Change {
  /** As a merge patch of the spec; undefined where nothing is changed. */
  spec: Record<string, unknown> | undefined
  /** What somebody else changed to something else meanwhile, in words. No value is among them. */
  overlaps: string[]
}

/** What the person made of `base`, on what it is `now`; an empty value is one, which keeps this from being any object's merge. */
export function changeOf(base: Spec, values: SecretValues, now: Spec): Change {
  const spec: Record<string, unknown> = {}
  const overlaps: string[] = []
  const change = (
    field: string,
    words: string,
    was: unknown,
    is: unknown,
    current: unknown,
    to: unknown,
  ): boolean => {
    if (is === was || is === current) return false
    if (current !== was) overlaps.push(words)
    spec[field] = to
    return true
  }
  for (const [field, words] of [
    ['displayName', 'the display name'],
    ['description', 'the description'],
  ] as const) {
    const is = values[field]
    change(field, words, base[field] ?? '', is, now[field] ?? '', is === '' ? null : is)
  }
  const { readers } = values
  const access = readers === 'everybody' ? everybody : null
  if (readers !== 'custom')
    change('access', 'who may read it', readersOf(base), readers, readersOf(now), access)
  const data = dataChange(base.data ?? {}, dataOf(values.entries), now.data ?? {})
  if (Object.keys(data.patch).length > 0) spec['data'] = data.patch
  return {
    spec: Object.keys(spec).length === 0 ? undefined : spec,
    overlaps: [...overlaps, ...data.overlaps],
  }
}

type Data = Readonly<Record<string, string>>

function dataChange(was: Data, is: Data, now: Data) {
  const patch: [string, string | null][] = []
  const overlaps: string[] = []
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, mine, theirs] = [valueIn(was, key), valueIn(is, key), valueIn(now, key)]
    if (mine === before || mine === theirs) continue
    if (theirs !== before) overlaps.push(`the value of ${key}`)
    patch.push([key, mine ?? null])
  }
  return { patch: Object.fromEntries(patch), overlaps }
}

/** A key may be called as something that every object has. */
function valueIn(data: Data, key: string): string | undefined {
  return Object.hasOwn(data, key) ? data[key] : undefined
}

/**
 * Makes the same with kubectl. Each value is read from a file that is called as its key, so that none stands in a
 * command, which shells remember.
 */
export function newSecretCommand(values: SecretValues, namespace: string): string {
  const { data = {}, ...spec } = specOf(values)
  const files = Object.fromEntries(Object.keys(data).map((key) => [key, `@${key}`]))
  const manifest = JSON.stringify(
    {
      apiVersion: apiVersionOf(projectSecret),
      kind: projectSecret.kind,
      metadata: { name: values.name || 'NAME', namespace },
      spec: { ...spec, data: files },
    },
    undefined,
    2,
  )
  // The shell fills in the files, and is kept from reading anything else as meant for it.
  const escaped = manifest.replace(/[\\$`]/g, String.raw`\$&`)
  const read = Object.keys(data).reduce(
    (text, key) => text.replace(`: "@${key}"`, `: "$(base64 < ./${key} | tr -d '\\n')"`),
    escaped,
  )
  return `kubectl create -f - <<EOF\n${read}\nEOF`
}
