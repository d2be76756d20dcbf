import { crdOpenApi } from '#kube/openapi.ts'
import { capital, metaPrefix, pathsOf, ref } from '#kube/openapi-paths.ts'
import type { Described } from '#kube/openapi-paths.ts'
import { kubernetesVersion } from '#kube/version.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

/** The OpenAPI v3 document of one group version of built-in kinds: their paths, and schemas of the outline. */
export function builtinOpenApi(definitions: readonly ResourceDefinition[]): unknown {
  const described = definitions.map(describe)
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: kubernetesVersion.gitVersion },
    paths: Object.assign({}, ...described.map(pathsOf)) as unknown,
    components: {
      schemas: { ...Object.assign({}, ...described.map(schemasOf)), ...sharedSchemas() },
    },
  }
}

/** `io.k8s.api.core.v1` and so on: the first part of a group's name is its package. */
function packageOf({ group, version }: ResourceDefinition): string {
  const short = group === '' ? 'core' : (group.split('.')[0] ?? '')
  if (group === 'apiextensions.k8s.io') {
    return `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.${version}`
  }
  return `io.k8s.api.${short}.${version}`
}

function describe(definition: ResourceDefinition): Described {
  const { group, version, kind, listKind, plural, namespaced } = definition
  const words = group === '' ? ['core'] : group.replace('.k8s.io', '').split('.')
  const camel = words.map(capital).join('')
  const schemaName = `${packageOf(definition)}.${kind}`
  return {
    gvk: { group, version, kind },
    root: group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    plural,
    namespaced,
    listKind,
    schemaName,
    listSchemaName: `${packageOf(definition)}.${listKind}`,
    tag: `${camel.charAt(0).toLowerCase()}${camel.slice(1)}_${version}`,
    operation: camel + capital(version),
    schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    subresources: definition.subresources.map((name) => ({ name, responds: schemaName })),
  }
}

function schemasOf({
  gvk,
  schema,
  schemaName,
  listKind,
  listSchemaName,
}: Described): Record<string, unknown> {
  const { group, version } = gvk
  const text = { type: 'string' }
  const metadata = { allOf: [ref(`${metaPrefix}ObjectMeta`)] }
  const listMetadata = { allOf: [ref(`${metaPrefix}ListMeta`)] }
  return {
    [schemaName]: {
      ...schema,
      properties: { apiVersion: text, kind: text, metadata },
      'x-kubernetes-group-version-kind': [gvk],
    },
    [listSchemaName]: {
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: text,
        kind: text,
        metadata: listMetadata,
        items: { type: 'array', items: ref(schemaName) },
      },
      'x-kubernetes-group-version-kind': [{ group, version, kind: listKind }],
    },
  }
}

/** The schemas of metadata and options, which are the same in every document. */
function sharedSchemas(): Record<string, unknown> {
  const { components } = crdOpenApi('', '', []) as { components: { schemas: Record<string, unknown> } }
  return components.schemas
}
