import type { ServedSubresource } from '#kube/discovery.ts'
import type { TableColumn } from '#kube/table.ts'
import type { KubeObject } from '#kube/types.ts'
import generated from '#api-mock/generated/kinds.json' with { type: 'json' }
import { Age } from '#api-mock/resources/columns.ts'
import type { Column, ResourceDefinition } from '#api-mock/resources/definition.ts'
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

/** What is made here of a built-in kind; all else is as a real server tells it. */
export type Given = Partial<
  Pick<ResourceDefinition, 'strategy' | 'names' | 'generation' | 'review' | 'storedAs'>
> & {
  /** The cells of a table's row by column; the name and the age are known. */
  cells?: Readonly<Record<string, (object: KubeObject) => unknown>>
}

/** The built-in resources whose `metadata.generation` counts their changes. */
const countsChanges = new Set([
  '/v1/replicationcontrollers',
  'apps/v1/daemonsets',
  'apps/v1/deployments',
  'apps/v1/replicasets',
  'apps/v1/statefulsets',
  'batch/v1/cronjobs',
  'batch/v1/jobs',
  'networking.k8s.io/v1/ingressclasses',
  'networking.k8s.io/v1/ingresses',
  'networking.k8s.io/v1/networkpolicies',
  'policy/v1/poddisruptionbudgets',
])

/** The paths of all built-in resources, in the order of discovery. */
export function builtInPaths(): string[] {
  return [...byPath.keys()]
}

/** A built-in resource by its path, such as `apps/v1/deployments` or `/v1/pods`. Throws where there is none. */
export function builtIn(path: string, { cells = {}, ...given }: Given = {}): ResourceDefinition {
  const found = byPath.get(path)
  if (found === undefined) throw new Error(`${path} is no built-in resource`)
  const { columns, subresources, ...kind } = found
  const name = schemaNameOf(kind.group, kind.version, kind.kind)
  return {
    ...kind,
    listKind: `${kind.kind}List`,
    subresources: new Map(subresources.map((part) => [part.name, withoutEmptyVersion(part)])),
    columns: columns.map((column) => ({ ...column, value: cells[column.name] ?? commonCell(column.name) })),
    strategy: {},
    names: 'subdomain',
    generation: countsChanges.has(path),
    ...(name === undefined ? {} : { schema: goSchema(name) }),
    ...given,
  }
}

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
