import { compileJsonPath } from '#kube/json-path.ts'
import type { CrdNames, CrdVersion, CustomResourceDefinition } from '#kube/crd.ts'
import type { KubeObject } from '#kube/types.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { Age, ageColumn, nameColumn } from '#api-mock/resources/columns.ts'
import type { Column, CustomResource, ResourceDefinition } from '#api-mock/resources/definition.ts'

/** What else a version may say besides what decides its paths. */
export interface ServedVersion extends CrdVersion {
  deprecated?: boolean
  deprecationWarning?: string
  selectableFields?: { jsonPath: string }[]
}

type CrdSpec = CustomResourceDefinition['spec'] & {
  preserveUnknownFields?: boolean
  versions: ServedVersion[]
}

type CrdColumn = NonNullable<CrdVersion['additionalPrinterColumns']>[number]

/** The parts that were validated when the definition was written. */
export function specOf({ spec }: KubeObject): CrdSpec {
  return spec as CrdSpec
}

/** In the order in which apiextensions-apiserver lists them. */
const customVerbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']

/** What an established CustomResourceDefinition serves: one definition for each served version. */
export function definitionsOf(crd: KubeObject, acceptedNames: CrdNames): ResourceDefinition[] {
  const spec = specOf(crd)
  const storageVersion = spec.versions.find(({ storage }) => storage)?.name ?? ''
  return spec.versions
    .filter(({ served }) => served)
    .map((version: ServedVersion) => {
      const { plural, kind } = acceptedNames
      return {
        group: spec.group,
        version: version.name,
        kind,
        listKind: acceptedNames.listKind ?? `${kind}List`,
        plural,
        singular: acceptedNames.singular ?? kind.toLowerCase(),
        shortNames: acceptedNames.shortNames ?? [],
        categories: acceptedNames.categories ?? [],
        namespaced: spec.scope === 'Namespaced',
        verbs: customVerbs,
        subresources: subresourcesOf(version, kind),
        custom: customOf(crd, version, storageVersion),
        ...(version.deprecated === true ? { deprecation: deprecationOf(crd, version) } : {}),
        columns: columnsOf(version),
        strategy: { selectable: selectableOf(version) },
        names: 'subdomain',
        generation: true,
      }
    })
}

const verbsOfParts = ['get', 'patch', 'update']

function subresourcesOf({ subresources = {} }: CrdVersion, kind: string): ResourceDefinition['subresources'] {
  const scale = { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: verbsOfParts }
  const parts = [
    ...(subresources.status === undefined ? [] : [{ name: 'status', kind, verbs: verbsOfParts }]),
    ...(subresources.scale === undefined ? [] : [scale]),
  ]
  return new Map(parts.map((part) => [part.name, part]))
}

function customOf(crd: KubeObject, version: ServedVersion, storageVersion: string): CustomResource {
  const scale = version.subresources?.scale
  return {
    schema: version.schema?.openAPIV3Schema ?? { type: 'object' },
    preserveUnknownFields: specOf(crd).preserveUnknownFields === true,
    ...(scale === undefined ? {} : { scale }),
    storageVersion,
    definedBy: crd.metadata.name,
  }
}

function deprecationOf(crd: KubeObject, { name, deprecationWarning }: ServedVersion): string {
  const { group, names } = specOf(crd)
  return deprecationWarning ?? `${group}/${name} ${names.kind} is deprecated`
}

function selectableOf({
  selectableFields = [],
}: ServedVersion): Record<string, (object: KubeObject) => string> {
  return Object.fromEntries(
    selectableFields.map(({ jsonPath }) => {
      const read = compileJsonPath(jsonPath)
      return [jsonPath.replace(/^\./, ''), (object: KubeObject) => selectedText(read(object)[0])]
    }),
  )
}

function selectedText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value)
}

/** The name, then the columns that the version asks for, or the age where it asks for none. */
export function columnsOf({ additionalPrinterColumns }: CrdVersion): Column[] {
  if (additionalPrinterColumns === undefined) return [nameColumn, dateColumn]
  return [nameColumn, ...additionalPrinterColumns.map(columnOf)]
}

const dateColumn: Column = { ...ageColumn, type: 'date' }

function columnOf({ name, type, format, description, priority, jsonPath }: CrdColumn): Column {
  const read = compileJsonPath(jsonPath)
  return {
    name,
    type,
    format: format ?? '',
    description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: priority ?? 0,
    value: (object) => cellOf(type, read(object)),
  }
}

/** A cell is the first value found where it fits the column's type; several texts are listed. */
function cellOf(type: string, values: readonly unknown[]): unknown {
  const [first] = values
  if (first === undefined || first === null) return null
  switch (type) {
    case 'integer':
      return typeof first === 'number' ? Math.trunc(first) : null
    case 'number':
      return typeof first === 'number' ? first : null
    case 'boolean':
      return typeof first === 'boolean' ? first : null
    case 'date':
      return typeof first === 'string' ? new Age(first) : null
    default:
      return shown(values)
  }
}

function shown(values: readonly unknown[]): string {
  const texts = values.map((value) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value),
  )
  return texts.length === 1 ? (texts[0] ?? '') : texts.join(',')
}
