import { invalidValue, requiredValue, unsupportedValue } from '#kube/causes.ts'
import { isObject, sameJson } from '#kube/json.ts'
import { nameProblems } from '#kube/names.ts'
import type { StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { schemaProblems } from '#api-mock/schema/structural.ts'

type Fields = Record<string, unknown>

/** What is wrong with a CustomResourceDefinition, in the words of apiextensions-apiserver. */
export function crdProblems(object: KubeObject, live?: KubeObject): StatusCause[] {
  const spec = fieldsOf(object.spec)
  const names = fieldsOf(spec.names)
  const expected = `${textOf(names.plural)}.${textOf(spec.group)}`
  const { name } = object.metadata
  return [
    ...(name === expected
      ? []
      : [invalidValue('metadata.name', name, 'must be spec.names.plural+"."+spec.group')]),
    ...groupCauses(spec),
    ...scopeCauses(spec),
    ...versionCauses(spec),
    ...nameCauses(names),
    ...storedVersionCauses(object),
    ...(live === undefined ? [] : immutableCauses(object, live)),
  ]
}

function groupCauses({ group }: Fields): StatusCause[] {
  const text = textOf(group)
  if (text === '') return [requiredValue('spec.group')]
  const causes = nameProblems(text, 'subdomain').map((problem) => invalidValue('spec.group', text, problem))
  if (!text.includes('.')) {
    causes.push(invalidValue('spec.group', text, 'should be a domain with at least one dot'))
  }
  return causes
}

function scopeCauses({ scope }: Fields): StatusCause[] {
  if (textOf(scope) === '') return [requiredValue('spec.scope')]
  const known = ['Cluster', 'Namespaced']
  return known.includes(textOf(scope)) ? [] : [unsupportedValue('spec.scope', scope, known)]
}

function versionCauses(spec: Fields): StatusCause[] {
  const versions = versionsOf(spec)
  const causes: StatusCause[] = []
  for (const [index, version] of versions.entries()) {
    const name = textOf(version.name)
    const field = `spec.versions[${index}].name`
    causes.push(...nameProblems(name, 'label').map((problem) => invalidValue(field, name, problem)))
    causes.push(...contentCauses(version, versions.length === 1 ? undefined : index, index))
  }
  if (versions.filter(({ storage }) => storage === true).length !== 1) {
    const shown = Array.isArray(spec.versions) ? JSON.stringify(versions.map(goVersion)) : 'null'
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${shown}: must have exactly one version marked as storage version`,
      field: 'spec.versions',
    })
  }
  return causes
}

/** A version as Go prints its struct; what all versions share has been moved out of it by then. */
function goVersion({ name, served, storage }: Fields): unknown {
  return {
    Name: textOf(name),
    Served: served === true,
    Storage: storage === true,
    Deprecated: false,
    DeprecationWarning: null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  }
}

/** With one version the server words paths as if schema and columns stood beside the versions. */
function contentCauses(version: Fields, shownIndex: number | undefined, index: number): StatusCause[] {
  const schema = fieldsOf(version.schema).openAPIV3Schema
  const one = shownIndex === undefined
  const base = `spec.versions[${index}]`
  if (!isObject(schema)) return [requiredValue(`${base}.schema.openAPIV3Schema`)]
  const at = one ? 'spec.validation.openAPIV3Schema' : `${base}.schema.openAPIV3Schema`
  return [...schemaProblems(schema, at), ...columnCauses(version, one ? 'spec' : base)]
}

function columnCauses({ additionalPrinterColumns: columns }: Fields, base: string): StatusCause[] {
  if (!Array.isArray(columns)) return []
  const types = ['integer', 'number', 'string', 'boolean', 'date']
  return columns.filter(isObject).flatMap((column, index) => {
    const field = `${base}.additionalPrinterColumns[${index}]`
    const causes: StatusCause[] = []
    if (textOf(column.name) === '') causes.push(requiredValue(`${field}.name`))
    if (textOf(column.type) === '')
      causes.push(requiredValue(`${field}.type`, 'must be one of ' + types.join(',')))
    else if (!types.includes(textOf(column.type))) {
      causes.push(invalidValue(`${field}.type`, column.type, `must be one of ${types.join(',')}`))
    }
    const path = textOf(column.jsonPath)
    if (path === '') causes.push(requiredValue(`${field}.JSONPath`))
    else if (!path.startsWith('.')) {
      causes.push(invalidValue(`${field}.JSONPath`, path, 'must be a simple json path starting with .'))
    }
    return causes
  })
}

function nameCauses(names: Fields): StatusCause[] {
  const parts = ['plural', 'singular', 'kind', 'listKind'] as const
  return parts.flatMap((part) => {
    const text = textOf(names[part])
    const field = `spec.names.${part}`
    if (text === '') return [requiredValue(field)]
    const problems = nameProblems(text.toLowerCase(), 'label')
    return problems.map((problem) => invalidValue(field, text, problem))
  })
}

function storedVersionCauses({ status }: KubeObject): StatusCause[] {
  const { storedVersions } = fieldsOf(status)
  if (Array.isArray(storedVersions) && storedVersions.length > 0) return []
  return [invalidValue('status.storedVersions', null, 'must have at least one stored version')]
}

function immutableCauses(object: KubeObject, live: KubeObject): StatusCause[] {
  const before = fieldsOf(live.spec)
  const after = fieldsOf(object.spec)
  return ['group', 'scope']
    .filter((field) => !sameJson(before[field], after[field]))
    .map((field) => invalidValue(`spec.${field}`, after[field], 'field is immutable'))
}

function versionsOf({ versions }: Fields): Fields[] {
  return listOf(versions)
}
