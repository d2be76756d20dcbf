import type { CrdVersion, CustomResourceDefinition } from './crd.ts'
import parts from './generated/openapi-parts.json' with { type: 'json' }
import type { JsonSchema } from './json-schema.ts'
import { answeredPath, capital, metaPrefix, pathsOf, ref, type Described } from './openapi-paths.ts'

/** An OpenAPI document by its place below /openapi/v3, such as `apis/example.org/v1`, with what changes when it does. */
export interface OpenApiPlace {
  place: string
  hash: string
}

/** The index at /openapi/v3: where each document is, under an address that changes with its content. */
export function openApiIndex(places: readonly OpenApiPlace[]): unknown {
  return {
    paths: Object.fromEntries(
      places.map(({ place, hash }) => [place, { serverRelativeURL: `/openapi/v3/${place}?hash=${hash}` }]),
    ),
  }
}

const refTo = (name: string) => ({ allOf: [ref(name)] })

/** A kind that is served beside the custom resources of a group version and stored nowhere. */
export interface AnsweredKind {
  kind: string
  /** Of all but the type and the metadata. */
  schema: JsonSchema
  verb: 'get' | 'create'
  /** Where it is made, or the custom resource whose part it is. */
  plural: string
  subresource?: string
}

/**
 * The OpenAPI v3 document that kube-apiserver publishes for the custom resources of one group version.
 * kubectl reads from it what `explain` prints and which writes take `fieldValidation`. What is answered beside
 * them is described in the same way.
 */
export function crdOpenApi(
  group: string,
  version: string,
  crds: readonly CustomResourceDefinition[],
  answered: readonly AnsweredKind[] = [],
): unknown {
  const served = crds.flatMap((crd) => {
    const found = crd.spec.versions.find(({ name, served: isServed }) => name === version && isServed)
    return crd.spec.group === group && found !== undefined ? [describe(crd, found)] : []
  })
  const [like] = served
  const beside = like === undefined ? [] : answered.map((one) => describeAnswered(one, like, served))
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths: Object.assign({}, ...served.map(pathsOf), ...beside.map(({ paths }) => paths)),
    components: {
      schemas: Object.assign(
        {},
        ...served.map(schemasOf),
        ...beside.map(({ schemas }) => schemas),
        parts.schemas,
      ),
    },
  }
}

function describeAnswered(
  { kind, schema, verb, plural, subresource }: AnsweredKind,
  like: Described,
  served: readonly Described[],
) {
  const of = served.find((one) => one.plural === plural)
  const part = of === undefined || subresource === undefined ? {} : { part: { of, name: subresource } }
  const schemaName = like.schemaName.slice(0, -like.gvk.kind.length) + kind
  const gvk = { ...like.gvk, kind }
  return {
    paths: answeredPath({ kind, schemaName, verb, plural, ...part }, like),
    schemas: { [schemaName]: schemaOf({ gvk, schema }) },
  }
}

function describe({ spec }: CustomResourceDefinition, version: CrdVersion): Described {
  const { group, names, scope } = spec
  const { kind, plural, listKind = `${kind}List` } = names
  const words = group.split('.')
  const packageName = `${words.toReversed().join('.')}.${version.name}`
  const camel = words
    .flatMap((word) => word.split('-'))
    .map(capital)
    .join('')
  const schemaName = `${packageName}.${kind}`
  const { status, scale } = version.subresources ?? {}
  return {
    gvk: { group, version: version.name, kind },
    root: `/apis/${group}/${version.name}`,
    plural,
    namespaced: scope === 'Namespaced',
    listKind,
    schemaName,
    listSchemaName: `${packageName}.${listKind}`,
    tag: `${camel.charAt(0).toLowerCase()}${camel.slice(1)}_${version.name}`,
    operation: camel + capital(version.name),
    schema: published(version.schema?.openAPIV3Schema ?? {}),
    subresources: [
      ...(status === undefined ? [] : [{ name: 'status', responds: schemaName }]),
      ...(scale === undefined ? [] : [{ name: 'scale', responds: 'io.k8s.api.autoscaling.v1.Scale' }]),
    ],
  }
}

/** A schema as it is published: what int-or-string means is spelled out. */
function published(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties } = schema
  const intOrString =
    schema['x-kubernetes-int-or-string'] === true && schema.anyOf === undefined && schema.type === undefined
  return {
    ...schema,
    ...(intOrString ? { anyOf: [{ type: 'integer' }, { type: 'string' }] } : {}),
    ...(items === undefined ? {} : { items: published(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: published(additionalProperties) }
      : {}),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, published(property)]),
          ),
        }),
  }
}

const { descriptions } = parts

/** The fields of a kind that say which it is. */
const typeFields = {
  apiVersion: { description: descriptions.apiVersion, type: 'string' },
  kind: { description: descriptions.kind, type: 'string' },
}

function schemaOf({ gvk, schema }: Pick<Described, 'gvk' | 'schema'>) {
  return {
    ...schema,
    properties: {
      ...schema.properties,
      ...typeFields,
      metadata: { description: descriptions.metadata, ...refTo(`${metaPrefix}ObjectMeta`) },
    },
    'x-kubernetes-group-version-kind': [gvk],
  }
}

function schemasOf(kind: Described): Record<string, unknown> {
  const { group, version } = kind.gvk
  return {
    [kind.schemaName]: schemaOf(kind),
    [kind.listSchemaName]: {
      description: `${kind.listKind} is a list of ${kind.gvk.kind}`,
      type: 'object',
      required: ['items'],
      properties: {
        ...typeFields,
        items: {
          description: `List of ${kind.plural}. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md`,
          type: 'array',
          items: ref(kind.schemaName),
        },
        metadata: { description: descriptions.listMetadata, ...refTo(`${metaPrefix}ListMeta`) },
      },
      'x-kubernetes-group-version-kind': [{ group, version, kind: kind.listKind }],
    },
  }
}
