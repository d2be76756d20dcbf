import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { access, clusterRoles, imagePullSecrets, owner, secretRef, text, textMap } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type User = ObjectOf<typeof user>

export const user = managementKind<ReturnType<typeof userSchema>>({
  kind: 'User',
  plural: 'users',
  shortNames: [],
  scope: 'Cluster',
  maxNameLength: 56,
})

export const userSchema = () =>
  ({
    description: 'A person who signs in.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('Anything worth knowing about this person.'),
      icon: text('Address of a picture.'),
      email: text('E-mail address.'),
      username: text('The name to sign in with; the name of the object if empty.'),
      subject: text('The identity in tokens and in Kubernetes RBAC; set by the server.'),
      groups: z.optional(z.array(z.string())).check(z.describe('Own groups.')),
      ssoGroups: z
        .optional(z.array(z.string()))
        .check(z.describe('Groups learned from the sign-in service.')),
      clusterRoles,
      passwordRef: secretRef('Where the hash of the password lies.'),
      codesRef: secretRef('Where one-time codes lie; not used.'),
      imagePullSecrets,
      disabled: z
        .optional(z.boolean())
        .check(z.describe('A disabled user cannot sign in, and every key is refused.')),
      tokenGeneration: z.optional(z.int()).check(z.describe('Raised to void all tokens; not used.')),
      extraClaims: textMap('Further claims in tokens; not used.'),
      owner,
      access,
    }),
    status: z.looseObject({
      teams: z
        .optional(z.array(z.string()))
        .check(z.describe('Names of the teams this user is a member of.')),
    }),
    columns: [
      {
        name: 'Username',
        type: 'string',
        jsonPath: '.spec.username',
        description: 'The name to sign in with.',
      },
      displayNameColumn,
      { name: 'Email', type: 'string', jsonPath: '.spec.email', description: 'E-mail address.', priority: 1 },
      {
        name: 'Disabled',
        type: 'boolean',
        jsonPath: '.spec.disabled',
        description: 'Whether the user may not sign in.',
      },
      ageColumn('Time since the user was made.'),
    ],
  }) satisfies KindSchema
