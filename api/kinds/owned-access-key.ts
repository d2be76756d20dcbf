import { ageColumn } from '#api/columns.ts'
import { text } from '#api/fields.ts'
import { managementKind, type KindSchema, type ObjectOf } from '#api/kind.ts'
import * as z from 'zod/mini'

export type OwnedAccessKey = ObjectOf<typeof ownedAccessKey>

/** What a key is narrowed to (contract §2.4); it opens what any of its parts names, and without any nothing. */
export type AccessKeyScope = NonNullable<OwnedAccessKey['spec']['scope']>

export type AccessKeyRule = NonNullable<AccessKeyScope['rules']>[number]

/** A key of one's own. It is stored as a Secret that nobody else sees; the gateway answers for it. */
export const ownedAccessKey = managementKind<ReturnType<typeof ownedAccessKeySchema>>({
  kind: 'OwnedAccessKey',
  plural: 'ownedaccesskeys',
  shortNames: ['oak'],
  scope: 'Cluster',
  maxNameLength: 253,
})

export const ownedAccessKeySchema = () =>
  ({
    description: 'An access key of your own. The key itself is shown once, in the answer that creates it.',
    spec: z.object({
      displayName: text('The name that people read.'),
      description: text('What the key is for.'),
      user: text('The user whom the key acts as: you.'),
      team: text('The team whom the key acts as; not used.'),
      subject: text('Another subject whom the key acts as; not used.'),
      groups: list('Further groups; not used.'),
      key: text('The key itself, in the answer that creates it and never again.'),
      disabled: z.optional(z.boolean()).check(z.describe('A disabled key is kept, but refused.')),
      ttl: z
        .optional(z.int().check(z.gte(0), z.lte(mostSeconds)))
        .check(z.describe('Seconds until the key is refused, from its creation; without it, never.')),
      ttlAfterLastActivity: z
        .optional(z.boolean())
        .check(z.describe('Counts the seconds from the last use of the key instead.')),
      scope: scopeSchema(),
      type: text('What the key is for: User, Login or Other. A new password voids keys of type Login.'),
    }),
    status: z.looseObject({
      lastActivity: text('When the key was last used, to within five minutes.'),
      expires: text('When the key will be refused.'),
    }),
    columns: [
      { name: 'Display Name', type: 'string', jsonPath: '.spec.displayName', description: 'Its name.' },
      { name: 'Type', type: 'string', jsonPath: '.spec.type', description: 'What the key is for.' },
      { name: 'Expires', type: 'string', jsonPath: '.status.expires', description: 'When it is refused.' },
      {
        name: 'Last Activity',
        type: 'date',
        jsonPath: '.status.lastActivity',
        description: 'Time since its last use.',
      },
      ageColumn('Time since the key was made.'),
    ],
  }) satisfies KindSchema

/** A hundred years, so that an expiry is always a date. */
const mostSeconds = 100 * 366 * 24 * 3600

function list(description: string) {
  return z.optional(z.array(z.string())).check(z.describe(description))
}

/** Closed, since what is left out of a restriction would widen it. */
function scopeSchema() {
  const project = z.strictObject({ project: text('Name of a project; * is all.') })
  const virtualCluster = z.strictObject({
    project: text('Name of its project; * is all.'),
    virtualCluster: text('Its name; * is all.'),
  })
  const role = z.strictObject({
    role: text(
      'agent, vcluster, network-peer, loft-cli, workspace, metrics-writer or metrics-reader. loft-cli reads the management API.',
    ),
    projects: z.optional(z.array(z.string())).check(z.describe('Only in these projects.')),
    virtualClusters: z.optional(z.array(virtualCluster)).check(z.describe('Only in these virtual clusters.')),
  })
  const rule = z.strictObject({
    verbs: list('Verbs; none are all.'),
    resources: z
      .optional(
        z.array(
          z.strictObject({
            group: text('An API group; empty is the core group.'),
            resources: list('Resources such as pods or pods/log; none are all.'),
            resourceNames: list('Names of objects; none are all.'),
          }),
        ),
      )
      .check(z.describe('Resources; none are all.')),
    namespaces: list('Namespaces; an empty one is what is in none; none are all.'),
    nonResourceURLs: list('Paths that are no resources; a star may end them.'),
    requestTargets: list('Management, Cluster, VCluster, ProjectSpace or ProjectVCluster; none are all.'),
    cluster: text('Only on this connected cluster.'),
    virtualClusters: z.optional(z.array(virtualCluster)).check(z.describe('Only on these virtual clusters.')),
  })
  return z
    .optional(
      z.strictObject({
        roles: z.optional(z.array(role)).check(z.describe('Purposes that the key serves.')),
        projects: z.optional(z.array(project)).check(z.describe('Projects that the key opens.')),
        spaces: z
          .optional(z.array(z.strictObject({ project: text('Its project.'), space: text('Its name.') })))
          .check(z.describe('Spaces that the key opens.')),
        virtualClusters: z
          .optional(z.array(virtualCluster))
          .check(z.describe('Virtual clusters that the key opens.')),
        clusters: z
          .optional(z.array(z.strictObject({ cluster: text('Name of a connected cluster; * is all.') })))
          .check(z.describe('Connected clusters that the key opens.')),
        rules: z.optional(z.array(rule)).check(z.describe('Requests that the key may make.')),
        allowLoftCli: z.optional(z.boolean()).check(z.describe('The same as the role loft-cli.')),
      }),
    )
    .check(z.describe('Narrows the key to what any of these names; without a scope it has all your rights.'))
}
