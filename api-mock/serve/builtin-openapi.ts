import { isObject } from '#kube/json.ts'
import { capital, pathsOf } from '#kube/openapi-paths.ts'
import type { Described } from '#kube/openapi-paths.ts'
import { kubernetesVersion } from '#kube/version.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { publishedSchemas, schemaNameOf } from '#api-mock/schema/go-schema.ts'

/** The OpenAPI v3 document of one group version of built-in kinds: their paths, and the schemas that these name. */
export function builtinOpenApi(definitions: readonly ResourceDefinition[]): unknown {
  const paths = Object.assign({}, ...definitions.map(operationsOf)) as Record<string, unknown>
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: kubernetesVersion.gitVersion },
    paths,
    components: { schemas: schemasFor(paths) },
  }
}

function operationsOf(definition: ResourceDefinition): Record<string, unknown> {
  const described = describe(definition)
  if (described === undefined) return {}
  return Object.fromEntries(
    Object.entries(pathsOf(described)).flatMap(([path, operations]) => {
      const ofPart =
        path.split('/').length > described.root.split('/').length + (definition.namespaced ? 4 : 2)
      const possible = ofPart && isObject(operations) ? operations : possibleOf(operations, definition.verbs)
      return Object.keys(possible).some((key) => key !== 'parameters') ? [[path, possible]] : []
    }),
  )
}

const verbOfAction: Record<string, string> = { post: 'create', put: 'update' }

/** The operations for which the resource has the verb. */
function possibleOf(operations: unknown, verbs: readonly string[]): Record<string, unknown> {
  if (!isObject(operations)) return {}
  return Object.fromEntries(
    Object.entries(operations).filter(([, operation]) => {
      const action = isObject(operation) ? textOf(operation['x-kubernetes-action']) : ''
      return action === '' || verbs.includes(verbOfAction[action] ?? action)
    }),
  )
}

/** Undefined for what is no kind of its own, as components of an address are not. */
function describe(definition: ResourceDefinition): Described | undefined {
  const { group, version, kind, listKind, plural, namespaced } = definition
  const schemaName = schemaNameOf(group, version, kind)
  if (schemaName === undefined) return undefined
  const words = group === '' ? ['core'] : group.replace('.k8s.io', '').split('.')
  const camel = words.map(capital).join('')
  // What is done with an object takes other bodies, and no client of ours looks them up here.
  const parts = [...definition.subresources.values()].filter(({ verbs }) => verbs.includes('patch'))
  return {
    gvk: { group, version, kind },
    root: group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    plural,
    namespaced,
    listKind,
    schemaName,
    listSchemaName: schemaNameOf(group, version, listKind) ?? schemaName,
    tag: `${camel.charAt(0).toLowerCase()}${camel.slice(1)}_${version}`,
    operation: camel + capital(version),
    schema: {},
    subresources: parts.flatMap((part) => {
      const responds = schemaNameOf(part.group ?? group, part.version ?? version, part.kind)
      return responds === undefined ? [] : [{ name: part.name, responds }]
    }),
  }
}

const reference = /"#\/components\/schemas\/([^"]+)"/g

/** The schemas that are referred to, by the paths or by one another. */
function schemasFor(paths: unknown): Record<string, unknown> {
  const found = new Map<string, unknown>()
  const add = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(reference)) {
      const schema = publishedSchemas[name]
      if (schema === undefined || found.has(name)) continue
      found.set(name, schema)
      add(schema)
    }
  }
  add(paths)
  return Object.fromEntries([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
