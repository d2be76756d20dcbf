import { ageColumn, displayNameColumn } from '#api/columns.ts'
import { access, conditions, owner, text, textMap } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type ProjectSecret = ObjectOf<typeof projectSecret>

/** Values that people of a project share, such as the password of a registry. */
export const projectSecret = managementKind<ReturnType<typeof projectSecretSchema>>({
  kind: 'ProjectSecret',
  plural: 'projectsecrets',
  shortNames: [],
  scope: 'Namespaced',
  // Nothing is named after it.
  maxNameLength: 253,
  isSecret: true,
})

export const projectSecretSchema = () =>
  ({
    description: 'A secret of a project: values that people of the project share, encrypted at rest.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What it is for.'),
      owner,
      data: textMap('The values by their keys, each in base64.'),
      access,
    }),
    status: z.looseObject({ conditions }),
    columns: [
      displayNameColumn,
      {
        name: 'Owner',
        type: 'string',
        jsonPath: '.spec.owner.user',
        description: 'The user who answers for the secret.',
        priority: 1,
      },
      ageColumn('Time since the secret was made.'),
    ],
  }) satisfies KindSchema
