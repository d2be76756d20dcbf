import * as z from 'zod/mini'
import { access as accessList, flag, givenMetadata, kept, owner, secretRef, text, texts } from './fields.ts'

/** Parts of templates and of what is made from them (contract §3.6–3.8). */

const appReference = z.object({
  name: text('Name of the app.'),
  namespace: text('Where it goes.'),
  releaseName: text('Name of the release.'),
  version: text('Version of the app.'),
  hash: text('What was last applied.'),
  parameters: text('Parameters as YAML.'),
})

const apps = z.optional(z.array(appReference)).check(z.describe('Apps; kept, not deployed.'))

const charts = z
  .optional(
    z.array(
      z.object({
        name: text('Name of the chart.'),
        version: text('Its version.'),
        repoURL: text('Where it is from.'),
        username: text('The user name there.'),
        usernameRef: secretRef('Where the user name lies.'),
        password: text('The password there.'),
        passwordRef: secretRef('Where the password lies.'),
        insecureSkipTlsVerify: flag('Whether its certificate goes unchecked.'),
        releaseName: text('Name of the release.'),
        releaseNamespace: text('Where it goes.'),
        values: text('Values as YAML.'),
        wait: flag('Whether to wait until it is ready.'),
        timeout: text('How long to wait.'),
      }),
    ),
  )
  .check(z.describe('Helm charts; kept, not deployed.'))

export const accessRules = z
  .optional(
    z.array(
      z.object({
        users: texts('Names of users; * is everybody in the project.'),
        teams: texts('Names of teams.'),
        clusterRole: text('The role they have inside.'),
      }),
    ),
  )
  .check(z.describe('Who else may use it, in which role.'))

const access = z
  .optional(
    z.object({
      defaultClusterRole: text('The role of whoever may use it and is named in no rule.'),
      rules: accessRules,
    }),
  )
  .check(z.describe('Which roles people have inside.'))

const instanceTemplate = z
  .optional(z.object({ metadata: givenMetadata }))
  .check(z.describe('What the object in the management API is given; not used.'))

const objects = text('Manifests as YAML, applied inside; {{ .Values.… }} is filled in.')

const spaceParts = { metadata: givenMetadata, objects, charts, apps }

/** What a space is made from. */
export const spaceDefinition = () => z.object({ ...spaceParts, instanceTemplate, access })

const helmRelease = z
  .optional(
    z.object({
      chart: z
        .optional(
          z.object({
            name: text('Name of the chart; not used.'),
            repo: text('Where it is from; not used.'),
            username: text('The user name there; not used.'),
            password: text('The password there; not used.'),
            version: text('Version of vcluster.'),
            insecureSkipTlsVerify: flag('Whether its certificate goes unchecked; not used.'),
          }),
        )
        .check(z.describe('The chart of vcluster.')),
      values: text('vcluster.yaml, as text.'),
    }),
  )
  .check(z.describe('How the virtual cluster is set up.'))

/** What a virtual cluster is made from. */
export const virtualClusterDefinition = () =>
  z.object({
    ...spaceParts,
    instanceTemplate,
    access,
    spaceTemplate: z
      .optional(z.object(spaceParts))
      .check(z.describe('What the namespace around it is given.')),
    pro: z
      .optional(z.object({ enabled: flag('Whether it is one; not used.') }))
      .check(z.describe('Whether it is a vcluster Pro; not used.')),
    helmRelease,
    accessPoint: z
      .optional(
        z.object({
          ingress: z
            .optional(z.object({ enabled: flag('Whether there is one; not used.') }))
            .check(z.describe('An ingress; not used.')),
        }),
      )
      .check(z.describe('How it is reached without the management API; not used.')),
    forwardToken: flag('Whether the token of a request is passed on to it; not used.'),
    forwardTokenMode: text('Which token is passed on to it; not used.'),
    workloadVirtualClusterTemplate: kept,
  })

const parameters = z
  .optional(
    z.array(
      z.object({
        variable: text('Where the value goes: a path below .Values.'),
        label: text('What it is called in forms.'),
        description: text('What it is for.'),
        type: text('string, multiline, boolean, number or password; a string if empty.'),
        options: texts('The values to choose from.'),
        min: z.optional(z.int()).check(z.describe('The least number.')),
        max: z.optional(z.int()).check(z.describe('The greatest number.')),
        required: flag('Whether there must be a value.'),
        defaultValue: text('The value where none is given, written as a text.'),
        placeholder: text('An example, shown in an empty field.'),
        validation: text('A regular expression that a value must match.'),
        invalidation: text('A regular expression that a value must not match.'),
        section: text('Under which heading a form has it.'),
      }),
    ),
  )
  .check(z.describe('What whoever uses the template is asked for.'))

export const templateRef = z
  .optional(
    z.object({
      name: text('Name of the template.'),
      version: text('Its version: exact, with x parts that follow newer ones, or empty for the latest.'),
      syncOnce: flag('Applies the template once more; taken away when that is done.'),
    }),
  )
  .check(z.describe('The template it is made from.'))

/** What was applied from a template. */
export function appliedObjects(description: string) {
  return z
    .optional(
      z.object({
        lastAppliedObjects: text('The manifests that were applied last.'),
        charts: z
          .optional(
            z.array(
              z.object({
                name: text('Name of the release.'),
                namespace: text('Where it is.'),
                lastAppliedChartConfigHash: text('What was applied last.'),
              }),
            ),
          )
          .check(z.describe('Charts that were deployed; not used.')),
        apps: z.optional(z.array(appReference)).check(z.describe('Apps that were deployed; not used.')),
      }),
    )
    .check(z.describe(description))
}

/** What the status of a template tells of its apps. */
export const templateApps = z
  .optional(z.array(z.looseObject({})))
  .check(z.describe('The apps that it names; not used.'))

/** What templates of both kinds have, around what is made from them. */
export function templateSpec<Definition extends z.ZodMiniType>(definition: () => Definition) {
  const template = z.optional(definition()).check(z.describe('What is made from it.'))
  return {
    displayName: text('The name that people read.'),
    description: text('What the template is for.'),
    owner,
    access: accessList,
    template,
    parameters,
    versions: z
      .optional(z.array(z.object({ version: text('Three numbers: 1.2.3.'), template, parameters })))
      .check(z.describe('Versions; where there are any, only these are used.')),
  }
}
