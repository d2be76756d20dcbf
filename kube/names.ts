import { byteLength, type FieldCause, invalidPrinted, invalidValue, tooLong } from './causes.ts'
import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from './types.ts'

/** How a kind's names must look: one DNS label, several joined by dots, or anything a URL segment can hold. */
export type NameRule = 'label' | 'subdomain' | 'path-segment'

const labelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomainFormat = `${labelFormat}(\\.${labelFormat})*`
const keyFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const valueFormat = `(${keyFormat})?`
const charactersOfKey =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && hasLabelForm(name)
}

export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every((part) => hasLabelForm(part))
}

/** Two tests instead of one pattern with nested repetition: the time is linear in the name. */
function hasLabelForm(text: string): boolean {
  return /^[-a-z0-9]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-')
}

function hasSubdomainForm(text: string): boolean {
  return text.split('.').every((part) => hasLabelForm(part))
}

/**
 * What is wrong with a name, in Kubernetes' words; nothing when the list is empty. `prefix` says that more
 * will follow, as after a `generateName`: a dash may then be the last character.
 */
export function nameProblems(name: string, rule: NameRule, prefix = false): string[] {
  if (rule === 'path-segment') return pathSegmentProblems(name, prefix)
  const checked = prefix ? maskTrailingDash(name) : name
  return rule === 'label' ? labelNameProblems(checked) : subdomainProblems(checked)
}

/** As kube-apiserver does it: the character before the dash goes too. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
}

function labelNameProblems(name: string): string[] {
  const problems: string[] = []
  if (byteLength(name) > 63) problems.push('must be no more than 63 characters')
  if (hasLabelForm(name)) return problems
  if (hasSubdomainForm(name)) return [...problems, 'must not contain dots']
  const what =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
  return [...problems, withExamples(what, labelFormat, ['my-name', '123-abc'])]
}

function subdomainProblems(name: string, unit = 'characters'): string[] {
  const problems: string[] = []
  if (byteLength(name) > 253) problems.push(`must be no more than 253 ${unit}`)
  if (hasSubdomainForm(name)) return problems
  const what =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
  return [...problems, withExamples(what, subdomainFormat, ['example.com'])]
}

function pathSegmentProblems(name: string, prefix: boolean): string[] {
  if (!prefix && (name === '.' || name === '..')) return [`may not be '${name}'`]
  return ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`)
}

/** What is wrong with the key of a label, of an annotation or of anything else named like one. */
export function labelKeyProblems(key: string): string[] {
  const parts = key.split('/')
  const rule = withExamples(charactersOfKey, keyFormat, ['MyName', 'my.name', '123-abc'])
  if (parts.length > 2) {
    return [
      `a valid label key ${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const name = parts.at(-1) ?? ''
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined
  const problems: string[] = []
  if (prefix === '') problems.push('prefix part must be non-empty')
  else if (prefix !== undefined) {
    problems.push(...subdomainProblems(prefix, 'bytes').map((problem) => `prefix part ${problem}`))
  }
  if (name === '') problems.push('name part must be non-empty')
  else if (byteLength(name) > 63) problems.push('name part must be no more than 63 bytes')
  if (name === '' || !hasKeyForm(name)) problems.push(`name part ${rule}`)
  return problems
}

export function labelValueProblems(value: string): string[] {
  const problems: string[] = []
  if (byteLength(value) > 63) problems.push('must be no more than 63 bytes')
  if (value === '' || hasKeyForm(value)) return problems
  const what = `a valid label must be an empty string or ${charactersOfKey.replace('must ', '')}`
  return [...problems, withExamples(what, valueFormat, ['MyValue', 'my_value', '12345'])]
}

function hasKeyForm(text: string): boolean {
  return /^[-A-Za-z0-9_.]+$/.test(text) && /^[A-Za-z0-9]/.test(text) && /[A-Za-z0-9]$/.test(text)
}

function withExamples(what: string, format: string, examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}'`).join(',  or ')
  return `${what} (e.g. ${list}, regex used for validation is '${format}')`
}

/** Letters and digits that form no words. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Bytes as characters that a name may have (apimachinery's `rand.SafeEncodeString`). */
export function safeEncode(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')
}

/** A name from `metadata.generateName`: five random characters, and never more than 63 in all. */
export function generateName(base: string, random: () => number = Math.random): string {
  const suffix = Array.from({ length: 5 }, () => Math.floor(random() * alphabet.length))
  return base.slice(0, 58) + safeEncode(suffix)
}

/** What is wrong with an object's labels, one cause per problem, all at the field that holds them. */
export function labelProblems(
  labels: Record<string, string> | undefined,
  field = 'metadata.labels',
): FieldCause[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyProblems(key).map((problem) => invalidValue(field, key, problem)),
    ...labelValueProblems(value).map((problem) => invalidValue(field, value, problem)),
  ])
}

const annotationBytes = 256 * 1024

export function annotationProblems(
  annotations: Record<string, string> | undefined,
  field = 'metadata.annotations',
): FieldCause[] {
  const entries = Object.entries(annotations ?? {})
  const problems = entries.flatMap(([key]) =>
    labelKeyProblems(key.toLowerCase()).map((problem) => invalidValue(field, key, problem)),
  )
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0)
  return size > annotationBytes ? [...problems, tooLong(field, annotationBytes)] : problems
}

/**
 * What is wrong with the metadata that all kinds share, in the order of apimachinery's ObjectMeta validation.
 * Name, generateName and namespace depend on the kind and are not looked at.
 */
export function metadataProblems(metadata: ObjectMeta): FieldCause[] {
  const { generation = 0 } = metadata
  return [
    ...(generation < 0
      ? [invalidValue('metadata.generation', generation, 'must be greater than or equal to 0')]
      : []),
    ...labelProblems(metadata.labels),
    ...annotationProblems(metadata.annotations),
    ...ownerProblems(metadata.ownerReferences ?? []),
    ...finalizerProblems(metadata.finalizers ?? []),
    ...(metadata.managedFields ?? []).flatMap((entry, index) =>
      managedFieldsProblems(entry, `metadata.managedFields[${index}]`),
    ),
  ]
}

function ownerProblems(owners: readonly OwnerReference[]): FieldCause[] {
  const field = 'metadata.ownerReferences'
  const problems: FieldCause[] = []
  let controller: string | undefined
  for (const owner of owners) {
    problems.push(...referenceProblems(owner, field))
    if (owner.controller !== true) continue
    const name = `${owner.kind}/${owner.name}`
    if (controller === undefined) controller = name
    else {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`
      problems.push(invalidPrinted(field, `[${owners.map(printOwner).join(',')}]`, why))
    }
  }
  return problems
}

/** Go prints the fields in the order of its type, not in the order of the request. */
function printOwner({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): string {
  return JSON.stringify({ apiVersion, kind, name, uid, controller, blockOwnerDeletion })
}

function referenceProblems(owner: OwnerReference, field: string): FieldCause[] {
  const problems: FieldCause[] = []
  const version = owner.apiVersion ?? ''
  if (version.slice(version.indexOf('/') + 1) === '') {
    problems.push(invalidValue(`${field}.apiVersion`, version, 'version must not be empty'))
  }
  for (const key of ['kind', 'name', 'uid'] as const) {
    if ((owner[key] ?? '') === '') problems.push(invalidValue(`${field}.${key}`, '', 'must not be empty'))
  }
  if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
    const why = '/v1, Kind=Event is disallowed from being an owner'
    problems.push(invalidPrinted(field, printOwner(owner), why))
  }
  return problems
}

function finalizerProblems(finalizers: readonly string[]): FieldCause[] {
  const field = 'metadata.finalizers'
  const problems = finalizers.flatMap((finalizer) =>
    labelKeyProblems(finalizer).map((problem) => invalidValue(field, finalizer, problem)),
  )
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const why = 'finalizer orphan and foregroundDeletion cannot be both set'
    problems.push(invalidValue(field, finalizers, why))
  }
  return problems
}

function managedFieldsProblems(entry: ManagedFieldsEntry, field: string): FieldCause[] {
  const { operation = '', fieldsType = '', manager = '', subresource = '' } = entry
  const problems: FieldCause[] = []
  if (operation !== 'Apply' && operation !== 'Update') {
    problems.push(invalidValue(`${field}.operation`, operation, 'must be `Apply` or `Update`'))
  }
  if (fieldsType !== '' && fieldsType !== 'FieldsV1') {
    problems.push(invalidValue(`${field}.fieldsType`, fieldsType, 'must be `FieldsV1`'))
  }
  problems.push(...fieldManagerProblems(manager, `${field}.manager`))
  if (byteLength(subresource) > 256) problems.push(tooLong(`${field}.subresource`, 256))
  return problems
}

/** What is wrong with the name of a field manager, also as the query parameter `fieldManager`. */
export function fieldManagerProblems(manager: string, field = 'fieldManager'): FieldCause[] {
  const problems: FieldCause[] = []
  if (byteLength(manager) > 128) problems.push(tooLong(field, 128))
  const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(manager)
  if (unprintable !== null) {
    const [character] = unprintable
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    const position = byteLength(manager.slice(0, unprintable.index))
    problems.push(invalidValue(field, manager, `invalid character U+${code} (at position ${position})`))
  }
  return problems
}
