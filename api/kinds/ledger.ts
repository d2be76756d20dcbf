import { ageColumn } from '#api/columns.ts'
import { text } from '#api/fields.ts'
import type { Kind, KindSchema, ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type Ledger = ObjectOf<typeof ledger>

export type LedgerEntry = NonNullable<Ledger['spec']['entries']>[string]

/** Who has what of a project's counted quotas: one object a project, in Aerie's own namespace and behind no prefix. */
export const ledger: Kind<ReturnType<typeof ledgerSchema>> = {
  group: 'aerie.dev',
  version: 'v1',
  kind: 'Ledger',
  plural: 'ledgers',
  singular: 'ledger',
  shortNames: [],
  scope: 'Namespaced',
  maxNameLength: 56,
}

export const ledgerSchema = () =>
  ({
    description: 'What counts against the quotas of a project.',
    spec: z.object({
      entries: z
        .optional(
          z.record(
            z.string(),
            z.object({
              owner: z
                .optional(z.object({ user: text('A user.'), team: text('A team.') }))
                .check(z.describe('Whose it is.')),
              template: text('The template it is made from.'),
              active: z.boolean().check(z.describe('Whether it is awake.')),
              since: z.string().check(z.describe('When it was reserved.')),
            }),
          ),
        )
        .check(z.describe('By {plural}/{name}.')),
    }),
    status: z.looseObject({}),
    columns: [ageColumn('Time since the ledger was begun.')],
  }) satisfies KindSchema
