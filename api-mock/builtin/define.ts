import type { ServedSubresource } from '#kube/discovery.ts'
import type { TableColumn } from '#kube/table.ts'
import generated from '#api-mock/generated/kinds.json' with { type: 'json' }
import { Age } from '#api-mock/resources/columns.ts'
import { cells, rowConditions } from './cells/all.ts'
import type { Cells } from './cells/fields.ts'
import { defaults } from './defaults/all.ts'
import { prepares } from './prepare/all.ts'
import { selectable } from './selectable.ts'
import { nameRules, validations } from './validate/all.ts'
import type { Column, ResourceDefinition, Strategy } from '#api-mock/resources/definition.ts'
import { goSchema, schemaNameOf } from '#api-mock/schema/go-schema.ts'

/** A built-in resource as a real server tells of it. */
interface GeneratedKind {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  shortNames: string[]
  categories: string[]
  namespaced: boolean
  verbs: string[]
  subresources: ServedSubresource[]
  columns: TableColumn[]
}

/** By `group/version/plural`, in the order of discovery; the core group is empty. */
const byPath = new Map(
  (generated.kinds as GeneratedKind[]).map((kind) => [`${kind.group}/${kind.version}/${kind.plural}`, kind]),
)

/** What a kind has besides what the tables here say of it. */
export type Given = Partial<Pick<ResourceDefinition, 'strategy' | 'names' | 'review' | 'storedAs'>>

/** The paths of all built-in resources, in the order of discovery. */
export function builtInPaths(): string[] {
  return [...byPath.keys()]
}

/**
 * A built-in resource by its path, such as `apps/v1/deployments` or `/v1/pods`: what a real server tells of
 * it, its columns and its fields that can be selected by. Throws where there is none.
 */
export function builtIn(path: string, { strategy, ...given }: Given = {}): ResourceDefinition {
  const found = byPath.get(path)
  if (found === undefined) throw new Error(`${path} is no built-in resource`)
  const { columns, subresources, ...kind } = found
  const place = `${kind.group}/${kind.plural}`
  const own: Cells = cells[place] ?? cells[path] ?? {}
  const name = schemaNameOf(kind.group, kind.version, kind.kind)
  const rows = rowConditions[place]
  return {
    ...kind,
    listKind: `${kind.kind}List`,
    subresources: new Map(subresources.map((part) => [part.name, withoutEmptyVersion(part)])),
    columns: columns.map((column) => ({ ...column, value: own[column.name] ?? commonCell(column.name) })),
    ...(rows === undefined ? {} : { rowConditions: rows }),
    strategy: {
      ...optional('selectable', selectable[place]),
      ...optional('defaults', defaults[place]),
      ...prepares[place],
      ...optional('validate', validations[place]),
      ...strategy,
    },
    names: nameRules[place] ?? 'subdomain',
    ...(place === '/endpoints' ? { deprecation: endpointsDeprecation } : {}),
    generation: counted.has(place),
    ...(name === undefined ? {} : { schema: goSchema(name) }),
    ...given,
  }
}

const endpointsDeprecation = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'

/** A hook that a kind has, or no property at all. */
function optional<K extends keyof Strategy>(name: K, hook: Strategy[K] | undefined): Partial<Strategy> {
  return hook === undefined ? {} : { [name]: hook }
}

/** The kinds that count the changes of their spec. */
const counted = new Set([
  '/pods',
  '/podtemplates',
  '/replicationcontrollers',
  'apps/daemonsets',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'batch/cronjobs',
  'batch/jobs',
  'discovery.k8s.io/endpointslices',
  'networking.k8s.io/ingressclasses',
  'networking.k8s.io/ingresses',
  'networking.k8s.io/networkpolicies',
  'policy/poddisruptionbudgets',
  'scheduling.k8s.io/priorityclasses',
  'apiextensions.k8s.io/customresourcedefinitions',
  'admissionregistration.k8s.io/mutatingadmissionpolicies',
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings',
  'admissionregistration.k8s.io/mutatingwebhookconfigurations',
  'admissionregistration.k8s.io/validatingadmissionpolicies',
  'admissionregistration.k8s.io/validatingadmissionpolicybindings',
  'admissionregistration.k8s.io/validatingwebhookconfigurations',
  'flowcontrol.apiserver.k8s.io/flowschemas',
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations',
  'resource.k8s.io/deviceclasses',
  'resource.k8s.io/resourceslices',
])

/** A subresource that is of the resource's own kind, or of options, tells no group version. */
function withoutEmptyVersion({ group, version, ...part }: ServedSubresource): ServedSubresource {
  return version === undefined || version === '' ? part : { ...part, group: group ?? '', version }
}

function commonCell(name: string): Column['value'] {
  switch (name) {
    case 'Name':
      return ({ metadata }) => metadata.name ?? ''
    case 'Age':
      return ({ metadata }) => new Age(metadata.creationTimestamp ?? '')
    case 'Created At':
      return ({ metadata }) => metadata.creationTimestamp
    default:
      return () => ''
  }
}
