import type { Kind } from '#api/kind.ts'
import type { Ledger } from '#api/kinds/ledger.ts'
import { spaceInstance, type SpaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance, type VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import type { ControllerContext } from '#server/controllers/context.ts'
import type { Named } from './host-namespace.ts'
import type { Hosts } from './hosts.ts'

export type Instance = SpaceInstance | VirtualClusterInstance

/** Under which the directory has it. */
export function namespacedKey({ metadata }: Instance): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`
}

/** What the controllers of instances work with. */
export interface Surroundings extends ControllerContext {
  /** The ledger of a project as the watch knows it. */
  ledgerOf: (project: string) => Ledger | undefined
  hosts: Hosts
  /** Tells apart what several installations of Aerie have on one host. */
  installation: string
}

/** One of the two kinds of instances: where it is kept and what its parts are called. */
export interface InstanceKind {
  kind: Kind
  name: Named['kind']
}

export const spaceKind: InstanceKind = { kind: spaceInstance, name: 'SpaceInstance' }
export const virtualClusterKind: InstanceKind = {
  kind: virtualClusterInstance,
  name: 'VirtualClusterInstance',
}

/** Whose namespace on a host is asked for; undefined for an instance that is in no project's namespace. */
export function namedOf(of: InstanceKind, key: string, installation: string): Named | undefined {
  const [namespace = '', name = ''] = key.split('/', 2)
  const project = projectOfNamespace(namespace)
  return project === undefined ? undefined : { kind: of.name, name, namespace, project, installation }
}

/** Under which the ledger of its project has it. */
export function ledgerKey({ kind }: InstanceKind, { name }: Named): string {
  return `${kind.plural}/${name}`
}
