import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Takes what a real kube-apiserver says of its built-in resources (discovery, and the columns of its tables)
 * into api-mock/generated/kinds.json. With --check it only compares, and exits 1 where the file is out of date.
 */

interface Column {
  name: string
  description: string
}
interface Resource {
  resource: string
  responseKind: { group: string; version: string; kind: string }
  scope: 'Namespaced' | 'Cluster'
  singularResource: string
  verbs: string[]
  shortNames?: string[]
  categories?: string[]
  subresources?: { subresource: string; responseKind: Resource['responseKind']; verbs: string[] }[]
}
interface Discovery {
  items: { metadata: { name?: string }; versions: { version: string; resources: Resource[] }[] }[]
}

const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const golden = (name: string): unknown =>
  JSON.parse(readFileSync(file(`e2e/oracle/golden/${name}.json`), 'utf8')) as unknown
const discovery = golden('discovery-aggregated') as Record<'/api' | '/apis', Discovery>
const columns = golden('printer-columns') as Record<string, Column[]>

const kinds = Object.entries(discovery).flatMap(([root, { items }]) =>
  items.flatMap(({ metadata: { name: group = '' }, versions }) =>
    versions.flatMap(({ version, resources }) =>
      resources.map((resource) => ({
        group,
        version,
        kind: resource.responseKind.kind,
        plural: resource.resource,
        singular: resource.singularResource,
        shortNames: resource.shortNames ?? [],
        categories: resource.categories ?? [],
        namespaced: resource.scope === 'Namespaced',
        verbs: resource.verbs,
        subresources: (resource.subresources ?? []).map(({ subresource, responseKind, verbs }) => ({
          name: subresource,
          ...responseKind,
          verbs,
        })),
        columns:
          columns[[root, group, version, resource.resource].filter((part) => part !== '').join('/')] ?? [],
      })),
    ),
  ),
)

const target = file('api-mock/generated/kinds.json')
const source = 'Built-in resources of Kubernetes (Apache-2.0), by scripts/generate-kinds.ts'
const lines = kinds.map((kind) => JSON.stringify(kind)).join(',\n')
const text = `{"source":${JSON.stringify(source)},\n"kinds":[\n${lines}]}\n`
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('api-mock/generated/kinds.json is out of date: run node scripts/generate-kinds.ts\n')
  process.exit(1)
}
