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
  shortNames: ['proj'],
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
      allowedRunners: z
        .optional(z.array(z.looseObject({ name: text('Name of a runner; not used.') })))
        .check(z.describe('Runners that may be used; not used.')),
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
      requirePreset: z
        .optional(
          z.object({ disabled: flag('Whether a preset must be used, in spite of the name; not used.') }),
        )
        .check(z.describe('Whether a preset must be used; not used.')),
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
      allowedNodeTypes: names('Types of nodes that may be used, null is all; not used.'),
      allowedNodeProfiles: names('Profiles of nodes that may be used, null is all; not used.'),
      defaultNodeProfile: text('The profile of nodes that is taken when none is named; not used.'),
      argoCD: kept,
      vault: kept,
    }),
    status: z.looseObject({
      quotas: z
        .optional(
          z.object({
            project: z
              .optional(
                z.object({
                  limit: textMap('Limits for the whole project.'),
                  used: textMap('What is used of them.'),
                  clusters: z
                    .optional(
                      z.record(z.string(), z.object({ used: textMap('What is used on this cluster.') })),
                    )
                    .check(z.describe('What is used of them, by cluster.')),
                }),
              )
              .check(z.describe('Of the whole project.')),
            user: z
              .optional(
                z.object({
                  limit: textMap('Limits for each user and team.'),
                  used: z.optional(z.object(perOwner())).check(z.describe('What each has used of them.')),
                  clusters: z
                    .optional(z.record(z.string(), z.object(perOwner())))
                    .check(z.describe('What each has used of them, by cluster.')),
                }),
              )
              .check(z.describe('Of each user and team.')),
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
      {
        name: 'Max Virtual Clusters',
        type: 'string',
        jsonPath: '.spec.quotas.project.virtualclusterinstances',
        description: 'How many virtual clusters there may be.',
        priority: 1,
      },
      {
        name: 'Max Spaces',
        type: 'string',
        jsonPath: '.spec.quotas.project.spaceinstances',
        description: 'How many spaces there may be.',
        priority: 1,
      },
      {
        name: 'Owner',
        type: 'string',
        jsonPath: '.spec.owner.user',
        description: 'The user who owns it.',
        priority: 1,
      },
      {
        name: 'Team',
        type: 'string',
        jsonPath: '.spec.owner.team',
        description: 'The team that owns it.',
        priority: 1,
      },
      ageColumn('Time since the project was made.'),
    ],
  }) satisfies KindSchema

/** Null is all and an empty list none, so the difference is kept. */
function names(description: string) {
  return z.optional(z.nullable(z.array(z.object({ name: text('The name.') })))).check(z.describe(description))
}

function perOwner() {
  const used = z.optional(z.record(z.string(), z.record(z.string(), z.string())))
  return {
    users: used.check(z.describe('What is used, by user.')),
    teams: used.check(z.describe('What is used, by team.')),
  }
}
