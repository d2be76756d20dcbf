/**
 * `node e2e/oracle/protobuf.ts`: writes `kube/generated/protobuf.json`, what protobuf bodies look like, from the
 * Go modules of the API server. With --check it only compares, and exits 1 where the file is out of date.
 *
 * A field's number and type are in `generated.proto`, its JSON name and whether JSON leaves its zero out are in
 * the tags and types of the Go struct, and which kinds are served is in `golden/discovery-aggregated.json`.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStructs } from './go-types.ts'
import type { GoField } from './go-types.ts'
import { kubernetesVersion } from './servers.ts'

const here = import.meta.dirname
const modules = [
  'k8s.io/api',
  'k8s.io/apimachinery',
  'k8s.io/apiextensions-apiserver',
  'k8s.io/kube-aggregator',
]

/** Types whose JSON is not that of their fields; the decoder knows them by these names. */
const specialTypes: Record<string, string> = {
  'k8s.io.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1': 'raw',
  'k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime': 'microtime',
  'k8s.io.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'k8s.io.apimachinery.pkg.runtime.RawExtension': 'raw',
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': 'intstr',
  'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1.JSON': 'raw',
}

/** Types that are one of several things in JSON: of their fields, the last one that is set is the value. */
const unions = /^JSONSchemaPropsOr(Array|Bool|StringArray)$/

const scalarTypes = new Set(['bool', 'bytes', 'double', 'int32', 'int64', 'string'])

interface ProtoField {
  number: number
  /** A scalar of protobuf or the full name of a message. */
  type: string
  form: 'one' | 'list' | 'map'
}

interface Package {
  /** The path without its module, such as `apps/v1`. */
  name: string
  group: string | undefined
  messages: Map<string, ProtoField[]>
  structs: Map<string, GoField[]>
}

function moduleFolders(): string[] {
  execFileSync('go', ['mod', 'download', ...modules], { cwd: here })
  const listed = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', ...modules], { cwd: here })
  return listed.toString().trim().split('\n')
}

function readPackages(): Map<string, Package> {
  const packages = new Map<string, Package>()
  for (const folder of moduleFolders()) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((path) => /(^|\/)generated\.proto$/.test(path))) {
      const path = file.split('/').slice(0, -1)
      const proto = readFileSync(join(folder, file), 'utf8')
      const name = /^package (.+);$/m.exec(proto)?.[1] ?? ''
      const go = readGo(join(folder, ...path))
      packages.set(name, {
        name: path.slice(-2).join('/'),
        group: /^const GroupName += "(.*)"$/m.exec(go)?.[1],
        messages: readMessages(proto, name),
        structs: readStructs(go),
      })
    }
  }
  return packages
}

function readGo(folder: string): string {
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.go') && !/^zz_|_test\.go$|^generated\.|^types_swagger/.test(file),
  )
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
}

function readMessages(proto: string, packageName: string): Map<string, ProtoField[]> {
  const messages = new Map<string, ProtoField[]>()
  for (const [, message = '', body = ''] of proto.matchAll(/^message (\w+) \{\n(.*?)^\}/gms)) {
    const fields = body.matchAll(
      /^ {2}(?:optional|required|(repeated)|map<string, (\S+)>) ?(\S*) \w+ = (\d+);/gm,
    )
    messages.set(
      message,
      [...fields].map(([, repeated, mapped, plain = '', number]) => ({
        number: Number(number),
        type: fullName(mapped ?? plain, packageName),
        form: mapped === undefined ? (repeated === undefined ? 'one' : 'list') : 'map',
      })),
    )
  }
  return messages
}

function fullName(type: string, packageName: string): string {
  if (scalarTypes.has(type)) return type
  return type.startsWith('.') ? type.slice(1) : `${packageName}.${type}`
}

interface Discovery {
  items: {
    metadata: { name?: string }
    versions: { version: string; resources?: Resource[] }[]
  }[]
}

interface Resource {
  responseKind?: ResponseKind
  verbs: string[]
  subresources?: { responseKind?: ResponseKind; verbs: string[] }[]
}

interface ResponseKind {
  group: string
  version: string
  kind: string
}

/** The kinds that someone may send, by apiVersion. */
function servedKinds(): Map<string, Set<string>> {
  const text = readFileSync(join(here, 'golden/discovery-aggregated.json'), 'utf8')
  const kinds = new Map<string, Set<string>>()
  for (const { items } of Object.values(JSON.parse(text) as Record<string, Discovery>)) {
    for (const { metadata, versions } of items) {
      for (const { version, resources = [] } of versions) {
        for (const sent of resources.flatMap(kindsSent)) {
          // An empty group and version are those of the resource.
          const group = sent.version === '' ? (metadata.name ?? '') : sent.group
          const apiVersion = [group, sent.version || version].filter((part) => part !== '').join('/')
          kinds.set(apiVersion, (kinds.get(apiVersion) ?? new Set()).add(sent.kind))
        }
      }
    }
  }
  return kinds
}

/** The kinds that a resource and its subresources take; those that are connected to take options in the query. */
function kindsSent(resource: Resource): ResponseKind[] {
  return [resource, ...(resource.subresources ?? [])]
    .filter(({ verbs }) => verbs.some((verb) => ['create', 'update', 'patch'].includes(verb)))
    .flatMap(({ responseKind }) => responseKind ?? [])
    .filter(({ kind }) => !kind.endsWith('Options'))
}

function byName<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].toSorted(([one], [other]) => (one < other ? -1 : 1))
}

const packages = readPackages()
const types = new Map<string, string>()

/** Describes a message and all that it holds; says how other messages of `from` refer to it. */
function refer(type: string, from: Package): string {
  const known = scalarTypes.has(type) ? type : specialTypes[type]
  if (known !== undefined) return known
  const dot = type.lastIndexOf('.')
  const owner = packages.get(type.slice(0, dot))
  const message = type.slice(dot + 1)
  const fields = owner?.messages.get(message)
  if (owner === undefined || fields === undefined) throw new Error(`no message ${type}`)
  const name = `${owner.name}.${message}`
  if (!types.has(name)) {
    // Known before its fields are: a type may hold itself.
    types.set(name, '')
    types.set(name, describe(owner, message, fields))
  }
  return owner === from ? message : name
}

function describe(owner: Package, message: string, fields: ProtoField[]): string {
  if (fields.length === 0) return ''
  const struct = owner.structs.get(message)
  // Not a struct but a list with a name.
  if (struct === undefined) return `=${describeField(owner, fields[0], undefined)}`
  if (unions.test(message))
    return `=${fields.map((field) => describeField(owner, field, undefined)).join(' ')}`
  return fields
    .map((field) => {
      const go = struct.find(({ number }) => number === field.number)
      if (go === undefined) throw new Error(`no Go field ${field.number} in ${owner.name}.${message}`)
      return describeField(owner, field, go)
    })
    .join(' ')
}

/** `number:name:type`, where the type begins with `[]` or `{}` for lists and maps and ends with when it is kept. */
function describeField(owner: Package, field: ProtoField | undefined, go: GoField | undefined): string {
  if (field === undefined) throw new Error(`a message of ${owner.name} has no fields`)
  const { number, form } = field
  const type = refer(field.type, owner)
  const prefix = { one: '', list: '[]', map: '{}' }[form]
  return `${number}:${go?.name ?? ''}:${prefix}${type}${go === undefined ? '' : keeping(type, form, go)}`
}

/** `?`: kept when sent, since in Go it is a pointer. `!`: always there. Else zero is left out. */
function keeping(type: string, form: ProtoField['form'], { omitEmpty, pointer }: GoField): string {
  if (form !== 'one') return ''
  const isScalar = scalarTypes.has(type)
  // Bytes are a slice in Go, which is sent when it is there.
  if (pointer || (type === 'bytes' && !omitEmpty)) return '?'
  return isScalar && omitEmpty ? '' : '!'
}

function describeKinds(): Record<string, { types: string; kinds: string }> {
  const described: Record<string, { types: string; kinds: string }> = {}
  for (const [apiVersion, kinds] of byName(servedKinds())) {
    const [version = '', group = ''] = apiVersion.split('/').toReversed()
    const [path, owner] =
      [...packages].find(([, one]) => one.group === group && one.name.endsWith(`/${version}`)) ?? []
    if (path === undefined || owner === undefined) throw new Error(`no package for ${apiVersion}`)
    for (const kind of kinds) refer(`${path}.${kind}`, owner)
    described[apiVersion] = { types: owner.name, kinds: [...kinds].toSorted().join(' ') }
  }
  return described
}

const kinds = describeKinds()
const meta = packages.get('k8s.io.apimachinery.pkg.apis.meta.v1')
if (meta === undefined) throw new Error('no package of apimachinery')
refer('k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions', meta)

const target = join(here, '../../kube/generated/protobuf.json')
const content = {
  source: `The protobuf messages of Kubernetes ${kubernetesVersion} (Apache-2.0), by e2e/oracle/protobuf.ts`,
  kinds,
  types: Object.fromEntries(byName(types)),
}
const text = `${JSON.stringify(content, null, 1)}\n`
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('kube/generated/protobuf.json is out of date: run node e2e/oracle/protobuf.ts\n')
  process.exit(1)
}
