import * as z from 'zod/mini'

/** Fields that several kinds share, with the names and types of the contract (management-api §3.1). */

/** A text with the description that `kubectl explain` shows. */
export function text(description: string): z.ZodMiniOptional<z.ZodMiniString> {
  return z.optional(z.string().check(z.describe(description)))
}

export const owner = z
  .optional(z.object({ user: text('Name of the user.'), team: text('Name of the team.') }))
  .check(z.describe('Who answers for this object: a user or a team.'))

export const access = z
  .optional(
    z.array(
      z.object({
        name: text('A name for this rule.'),
        verbs: z.array(z.string()).check(z.describe('What is allowed; * is everything.')),
        subresources: texts('Parts of the object that are meant; a rule that names any gives nothing here.'),
        users: texts('Names of users who may; * is everybody.'),
        teams: texts('Names of teams whose members may; * is everybody.'),
      }),
    ),
  )
  .check(z.describe('Who else may do what with this object.'))

export const clusterRoles = z
  .optional(z.array(z.object({ name: text('Name of a role, for example loft-management-admin.') })))
  .check(z.describe('Management roles held.'))

const secretPlace = {
  secretName: text('Name of the Secret.'),
  secretNamespace: text('The namespace of the Secret.'),
  key: text('The key in the data of the Secret.'),
}

export const imagePullSecrets = z
  .optional(
    z.array(
      z.object({
        apiGroup: text('The API group of the secret.'),
        kind: text('The kind of the secret, for example SharedSecret.'),
        ...secretPlace,
      }),
    ),
  )
  .check(z.describe('Secrets for pulling images, for clients that read them; not used here.'))

/** Where a secret value lies; the value itself is never in the object. */
export function secretRef(description: string) {
  return z.optional(z.object(secretPlace)).check(z.describe(description))
}

/** The role that may do everything on the management API. */
export const adminRole = 'loft-management-admin'

/** A list of names or words. */
export function texts(description: string) {
  return z.optional(z.array(z.string())).check(z.describe(description))
}

/** Words by words: labels, annotations, quotas. */
export function textMap(description: string) {
  return z.optional(z.record(z.string(), z.string())).check(z.describe(description))
}

export function flag(description: string) {
  return z.optional(z.boolean()).check(z.describe(description))
}

/** Labels and annotations that something is given. */
export const givenMetadata = z
  .optional(z.object({ labels: textMap('Labels.'), annotations: textMap('Annotations.') }))
  .check(z.describe('Labels and annotations.'))

/** What holds of an object, since when and why (contract §3.1). */
export const conditions = z
  .optional(
    z.array(
      z.object({
        type: z.string().check(z.describe('What holds or does not.')),
        status: z.string().check(z.describe('True, False or Unknown.')),
        severity: text('Error, Warning or Info, where it does not hold.'),
        lastTransitionTime: z.optional(z.nullable(z.string())).check(z.describe('Since when.')),
        reason: text('Why, in a word for programs.'),
        message: text('Why, for people.'),
      }),
    ),
  )
  .check(z.describe('What holds of it, since when and why.'))

/** Parts of the contract that are kept as they are and mean nothing here. */
export const kept = z.optional(z.looseObject({})).check(z.describe('Kept as it is given; not used.'))
