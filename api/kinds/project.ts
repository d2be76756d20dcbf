import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { access, conditions, flag, givenMetadata, kept, owner, text, textMap } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type Project = ObjectOf<typeof project>

export type Member = NonNullable<Project['spec']['members']>[number]

/** What people share: its members make spaces and virtual clusters on its clusters, within its quotas. */
export const project = managementKind<ReturnType<typeof projectSchema>>({
  kind: 'Project',
  plural: 'projects',
  shortNames: [],
  scope: 'Cluster',
  // Its namespace is loft-p-{name}.
  maxNameLength: 56,
})

export const projectSchema = () =>
  ({
    description: 'A project: its members make spaces and virtual clusters within its quotas.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What the project is for.'),
      owner,
      access,
      quotas: z
        .optional(
          z.object({
            project: textMap('Limits for the whole project, such as virtualclusterinstances: "5".'),
            user: textMap('Limits for each user and each team in the project.'),
          }),
        )
        .check(z.describe('How much may be made.')),
      allowedClusters: z
        .optional(z.array(z.object({ name: text('Name of a cluster; * is any.') })))
        .check(z.describe('Clusters that spaces and virtual clusters may be on.')),
      allowedRunners: z.optional(z.array(z.looseObject({ name: z.optional(z.string()) }))),
      allowedTemplates: z
        .optional(
          z.array(
            z.object({
              kind: text('SpaceTemplate or VirtualClusterTemplate.'),
              group: text('storage.loft.sh.'),
              name: text('Name of a template; * is any.'),
              isDefault: flag('Whether it is the one that is taken when none is named.'),
            }),
          ),
        )
        .check(z.describe('Templates that may be used.')),
      requireTemplate: z
        .optional(z.object({ disabled: flag('Whether every member may do without a template.') }))
        .check(z.describe('Whether a template must be used.')),
      requirePreset: z.optional(z.object({ disabled: z.optional(z.boolean()) })),
      members: z
        .optional(
          z.array(
            z.object({
              kind: text('User or Team.'),
              group: text('storage.loft.sh.'),
              name: text('Name of the user or team; * is everybody.'),
              clusterRole: text(
                'loft-management-project-admin, loft-management-project-user or loft-management-project-viewer.',
              ),
            }),
          ),
        )
        .check(z.describe('Who takes part, in which role.')),
      namespacePattern: z
        .optional(
          z.object({
            space: text('The name of the namespace of a space.'),
            virtualCluster: text('The name of the namespace of a virtual cluster.'),
          }),
        )
        .check(z.describe('How namespaces in the clusters are named.')),
      namespaceTemplate: z
        .optional(z.object({ metadata: givenMetadata }))
        .check(z.describe('What the namespace of the project is given.')),
      allowedNodeTypes: names,
      allowedNodeProfiles: names,
      defaultNodeProfile: z.optional(z.string()),
      argoCD: kept,
      vault: kept,
    }),
    status: z.looseObject({
      quotas: z
        .optional(
          z.object({
            project: z.optional(
              z.object({
                limit: textMap('Limits for the whole project.'),
                used: textMap('What is used of them.'),
                clusters: z.optional(z.record(z.string(), z.object({ used: textMap('On this cluster.') }))),
              }),
            ),
            user: z.optional(
              z.object({
                limit: textMap('Limits for each user and team.'),
                used: z.optional(z.object(perOwner)),
                clusters: z.optional(z.record(z.string(), z.object(perOwner))),
              }),
            ),
          }),
        )
        .check(z.describe('The quotas and what is used of them.')),
      conditions,
    }),
    columns: [
      displayNameColumn,
      {
        name: 'Virtual Clusters',
        type: 'string',
        jsonPath: '.status.quotas.project.used.virtualclusterinstances',
        description: 'How many virtual clusters there are.',
      },
      {
        name: 'Spaces',
        type: 'string',
        jsonPath: '.status.quotas.project.used.spaceinstances',
        description: 'How many spaces there are.',
      },
      ageColumn('Time since the project was made.'),
    ],
  }) satisfies KindSchema

/** Null is all and an empty list none, so the difference is kept. */
const names = z.optional(z.nullable(z.array(z.object({ name: z.optional(z.string()) }))))

const perOwner = {
  users: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  teams: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
}
