import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readGoTypes } from './go-types.ts'
import type { GoField } from './go-types.ts'
import { kubernetesVersion } from './servers.ts'

/**
 * Writes api-mock/generated/schemas.json: the schemas that Kubernetes publishes of its built-in kinds, with
 * what those do not say and Go's encoder does (go-types.ts). Like the recording it needs Go and the module
 * proxy, and is run by hand: node e2e/oracle/schemas.ts
 */

interface Module {
  Path: string
  Dir: string
}

/** The Go packages whose types are schemas: the module, the folder of its groups, and the prefix of their names. */
const packages = [
  { module: 'k8s.io/api', folder: '', prefix: 'io.k8s.api' },
  { module: 'k8s.io/apimachinery', folder: 'pkg/apis', prefix: 'io.k8s.apimachinery.pkg.apis' },
  {
    module: 'k8s.io/apiextensions-apiserver',
    folder: 'pkg/apis',
    prefix: 'io.k8s.apiextensions-apiserver.pkg.apis',
  },
  { module: 'k8s.io/kube-aggregator', folder: 'pkg/apis', prefix: 'io.k8s.kube-aggregator.pkg.apis' },
]

const here = fileURLToPath(new URL('.', import.meta.url))
const modules = ['k8s.io/kubernetes', ...packages.map(({ module }) => module)]
const downloaded = execFileSync('go', ['mod', 'download', '-json', ...modules], {
  cwd: here,
  encoding: 'utf8',
})
const folders = new Map(
  // One JSON object follows another.
  (JSON.parse(`[${downloaded.replaceAll(/\}\s*\{/g, '},{')}]`) as Module[]).map(({ Path, Dir }) => [
    Path,
    Dir,
  ]),
)

function folderOf(module: string): string {
  const folder = folders.get(module)
  if (folder === undefined) throw new Error(`${module} was not downloaded`)
  return folder
}

interface Schema {
  type?: string
  format?: string
  allOf?: { $ref: string }[]
  properties?: Record<string, Schema>
}

/** Of each group version that is served: all schemas of its document. */
function publishedSchemas(): Record<string, Schema> {
  const folder = join(folderOf('k8s.io/kubernetes'), 'api/openapi-spec/v3')
  const documents = readdirSync(folder).filter((name) => /__v\d+_openapi\.json$/.test(name))
  const read = (name: string): { components: { schemas: Record<string, Schema> } } =>
    JSON.parse(readFileSync(join(folder, name), 'utf8')) as ReturnType<typeof read>
  return Object.assign({}, ...documents.map((name) => read(name).components.schemas)) as Record<
    string,
    Schema
  >
}

/**
 * How Go's encoder writes an object where a field was not given: `zero` has the fields that are always
 * written and what is then written, `structs` those that are structs by value and so always there, `omit`
 * those that are left out when they are empty although they were given.
 */
interface Encoding {
  zero?: Record<string, unknown>
  structs?: string[]
  omit?: string[]
}

function encodings(schemas: Record<string, Schema>): Record<string, Encoding> {
  const found = packages.flatMap(({ module, folder, prefix }) =>
    readGoTypes(join(folderOf(module), folder), prefix),
  )
  return Object.fromEntries(
    found.flatMap(([name, fields]) => {
      const schema = schemas[name]
      return schema === undefined ? [] : [[name, encodingOf(fields, schema)]]
    }),
  )
}

function encodingOf(fields: readonly GoField[], { properties = {} }: Schema): Encoding {
  const zero: Record<string, unknown> = {}
  const structs: string[] = []
  const omit: string[] = []
  for (const { name, pointer, omitEmpty } of fields) {
    const property = properties[name]
    if (property === undefined) continue
    const kind = pointer ? 'pointer' : kindOf(property)
    // To Go no struct is empty, and quantities, times and the like are structs.
    if (kind === 'struct') structs.push(name)
    else if (kind in emptyStructs && name !== 'creationTimestamp') zero[name] = emptyStructs[kind]
    else if (!omitEmpty) zero[name] = emptyValues[kind] ?? null
    else if (kind !== 'pointer') omit.push(name)
  }
  return {
    ...(Object.keys(zero).length === 0 ? {} : { zero }),
    ...(structs.length === 0 ? {} : { structs }),
    ...(omit.length === 0 ? {} : { omit }),
  }
}

const emptyStructs: Record<string, unknown> = { Quantity: '0', IntOrString: 0, Time: null, MicroTime: null }
const emptyValues: Record<string, unknown> = { string: '', integer: 0, number: 0, boolean: false }

/** Types that Go holds as bytes, a map or a list, whose empty value is null. */
const nullable = new Set(['RawExtension', 'FieldsV1', 'JSON'])

function kindOf({ type, format, allOf }: Schema): string {
  if (format === 'byte') return 'bytes'
  const [, referred] = /\.(\w+)$/.exec(allOf?.[0]?.$ref ?? '') ?? []
  if (referred === undefined) return type ?? 'any'
  return referred in emptyStructs ? referred : nullable.has(referred) ? 'bytes' : 'struct'
}

const schemas = publishedSchemas()
const target = fileURLToPath(new URL('../../api-mock/generated/schemas.json', import.meta.url))
const source = 'OpenAPI schemas and field tags of Kubernetes (Apache-2.0), by e2e/oracle/schemas.ts'
/** One line a type, in the order of their names, so that a new version can be read as a difference. */
const lines = (value: Record<string, unknown>): string =>
  Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)}`)
    .join(',\n')
writeFileSync(
  target,
  `{"source":${JSON.stringify(source)},\n"version":"${kubernetesVersion}",\n"schemas":{\n${lines(schemas)}},\n"encoding":{\n${lines(encodings(schemas))}}}\n`,
)
