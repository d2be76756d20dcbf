import type { StoredKind } from '#api/kind.ts'
import { cluster, clusterSchema } from '#api/kinds/cluster.ts'
import { ledger, ledgerSchema } from '#api/kinds/ledger.ts'
import { project, projectSchema } from '#api/kinds/project.ts'
import { projectSecret, projectSecretSchema } from '#api/kinds/project-secret.ts'
import { spaceInstance, spaceInstanceSchema } from '#api/kinds/space-instance.ts'
import { spaceTemplate, spaceTemplateSchema } from '#api/kinds/space-template.ts'
import { team, teamSchema } from '#api/kinds/team.ts'
import { user, userSchema } from '#api/kinds/user.ts'
import { virtualClusterInstance, virtualClusterInstanceSchema } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate, virtualClusterTemplateSchema } from '#api/kinds/virtual-cluster-template.ts'

/** Every kind of the management API that is stored, each once. */
export const kinds: readonly StoredKind[] = [
  { ...cluster, schema: clusterSchema() },
  { ...project, schema: projectSchema() },
  { ...projectSecret, schema: projectSecretSchema() },
  { ...spaceInstance, schema: spaceInstanceSchema() },
  { ...spaceTemplate, schema: spaceTemplateSchema() },
  { ...team, schema: teamSchema() },
  { ...user, schema: userSchema() },
  { ...virtualClusterInstance, schema: virtualClusterInstanceSchema() },
  { ...virtualClusterTemplate, schema: virtualClusterTemplateSchema() },
]

/** The kind with a plural in a group, if it is stored here. */
export function kindNamed(group: string, plural: string): StoredKind | undefined {
  return kinds.find((kind) => kind.group === group && kind.plural === plural)
}

/** Kinds that are stored beside them for Aerie itself, and served to nobody. */
export const internalKinds: readonly StoredKind[] = [{ ...ledger, schema: ledgerSchema() }]
