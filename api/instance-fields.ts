import * as z from 'zod/mini'
import { ageColumn } from './columns.ts'
import { access, conditions, flag, owner, text } from './fields.ts'
import type { PrinterColumn } from './kind.ts'
import { accessRules, appliedObjects, templateRef } from './template-fields.ts'

/** What spaces and virtual clusters have in common (contract §3.6, §3.8). */
export const instanceSpec = () => ({
  displayName: text('The name that people read.'),
  description: text('What it is for.'),
  owner,
  access,
  templateRef,
  parameters: text('Values for the parameters of the template, as YAML.'),
  extraAccessRules: accessRules,
})

export const instanceStatus = () => ({
  phase: text('Pending, Ready, Sleeping or Failed.'),
  reason: text('Why, in a word for programs.'),
  message: text('Why, for people.'),
  conditions,
  spaceObjects: appliedObjects('What was applied in its namespace.'),
  ignoreReconciliation: flag('Whether it is left alone, during a migration.'),
  sleepModeConfig: z.optional(z.looseObject({})).check(z.describe('Whether it sleeps: nothing does yet.')),
  canUse: flag('Whether you may use it.'),
  canUpdate: flag('Whether you may change it.'),
})

export const instanceColumns: readonly PrinterColumn[] = [
  { name: 'Status', type: 'string', jsonPath: '.status.phase', description: 'How it is.' },
  { name: 'Reason', type: 'string', jsonPath: '.status.reason', description: 'Why it is not ready.' },
  { name: 'Cluster', type: 'string', jsonPath: '.spec.clusterRef.cluster', description: 'Where it is.' },
  {
    name: 'Template',
    type: 'string',
    jsonPath: '.spec.templateRef.name',
    description: 'What it is made from.',
  },
  { name: 'Owner', type: 'string', jsonPath: '.spec.owner.user', description: 'The user who owns it.' },
  {
    name: 'Team',
    type: 'string',
    jsonPath: '.spec.owner.team',
    description: 'The team that owns it.',
  },
  {
    name: 'Namespace',
    type: 'string',
    jsonPath: '.spec.clusterRef.namespace',
    description: 'Its namespace on the cluster.',
    priority: 1,
  },
  {
    name: 'Message',
    type: 'string',
    jsonPath: '.status.message',
    description: 'Why it is not ready, for people.',
    priority: 1,
  },
  ageColumn('Time since it was made.'),
]

/** The fields of a reference to where something is; the server fills what is left out. */
export const place = {
  cluster: text('Name of the cluster; chosen by the server if empty.'),
  namespace: text('Its namespace there; chosen by the server if empty.'),
}

export const kubernetesVersion = z
  .optional(z.string())
  .check(z.describe('The version of Kubernetes that it serves.'))
