import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { access, clusterRoles, imagePullSecrets, owner, text } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type Team = ObjectOf<typeof team>

export const team = managementKind<ReturnType<typeof teamSchema>>({
  kind: 'Team',
  plural: 'teams',
  shortNames: [],
  scope: 'Cluster',
  maxNameLength: 56,
})

export const teamSchema = () =>
  ({
    description: 'A team: people who own spaces and virtual clusters together.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What the team does.'),
      username: text('The identifier of the team where a user name is wanted.'),
      users: z.optional(z.array(z.string())).check(z.describe('Names of the users who are members.')),
      groups: z
        .optional(z.array(z.string()))
        .check(z.describe('Groups of the sign-in service whose people are members.')),
      clusterRoles,
      imagePullSecrets,
      owner,
      access,
    }),
    status: z.looseObject({}),
    columns: [
      displayNameColumn,
      {
        name: 'Owner',
        type: 'string',
        jsonPath: '.spec.owner.user',
        description: 'The user who answers for the team.',
        priority: 1,
      },
      ageColumn('Time since the team was made.'),
    ],
  }) satisfies KindSchema
