import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Takes the parts of a CRD's OpenAPI document that are the same for every CRD (parameters, and the schemas of
 * apimachinery's meta/v1) from what a real kube-apiserver published, into kube/generated/openapi-parts.json.
 * With --check it only compares, and exits 1 where the file is out of date.
 */

interface Parameter {
  name: string
  in: string
}
type Operations = Record<string, Parameter[] | { parameters?: Parameter[] }>
interface Document {
  paths: Record<string, Operations>
  components: { schemas: Record<string, { properties?: Record<string, { description?: string }> }> }
}

const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const golden = JSON.parse(readFileSync(file('e2e/oracle/golden/openapi.json'), 'utf8')) as {
  steps: { request: { path: string }; response: { body: Document } }[]
}
const document = golden.steps.find(({ request }) => request.path.startsWith('/openapi/v3/apis/management.'))
  ?.response.body
if (document === undefined) throw new Error('the recorded exchange has no OpenAPI document')

const parameters: Record<string, Parameter> = {}
for (const operations of Object.values(document.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    for (const parameter of Array.isArray(operation) ? operation : (operation.parameters ?? [])) {
      if (parameter.in === 'path' && parameter.name === 'name') continue
      // A patch says more about its field manager than other writes do.
      const key =
        parameter.name === 'fieldManager' && method === 'patch' ? 'fieldManagerOfPatch' : parameter.name
      parameters[key] ??= parameter
    }
  }
}

const entries = Object.entries(document.components.schemas)
const meta = Object.fromEntries(entries.filter(([name]) => name.startsWith('io.k8s.')))
const [, list] = entries.find(([name]) => name.endsWith('List')) ?? []
const [, object] = entries.find(([name]) => name.endsWith('.Team')) ?? []
const describe = (schema: typeof list, field: string) => schema?.properties?.[field]?.description ?? ''
const descriptions = {
  apiVersion: describe(object, 'apiVersion'),
  kind: describe(object, 'kind'),
  metadata: describe(object, 'metadata'),
  listMetadata: describe(list, 'metadata'),
}

const target = file('kube/generated/openapi-parts.json')
const source =
  'Parts of the OpenAPI document of Kubernetes (Apache-2.0), by scripts/generate-openapi-parts.ts'
const text = `${JSON.stringify({ source, descriptions, parameters, schemas: meta }, null, 1)}\n`
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    'kube/generated/openapi-parts.json is out of date: run node scripts/generate-openapi-parts.ts\n',
  )
  process.exit(1)
}
