import { createHash } from 'node:crypto'
import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { builtInValues, parameterValues, type AppParameter, type BuiltIns } from '#api/parameters.ts'
import { chooseVersion } from '#api/template-versions.ts'
import { render, TemplateError } from '#api/template.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { Problem } from './problem.ts'
import type { Instance } from './subject.ts'

export type SpaceDefinition = NonNullable<SpaceTemplate['spec']['template']>
export type VirtualClusterDefinition = NonNullable<VirtualClusterTemplate['spec']['template']>

/** What an instance is made from, filled in. */
export interface Resolved<Definition> {
  definition: Definition
  /** Which template, for people. */
  source: string
}

/** A template's spec, of either kind. */
export interface TemplateSpec<Definition> {
  template?: Definition | undefined
  parameters?: AppParameter[] | undefined
  versions?:
    | {
        version?: string | undefined
        template?: Definition | undefined
        parameters?: AppParameter[] | undefined
      }[]
    | undefined
}

/** The parts of an instance that say what it is made from. */
export interface Wanted<Definition> {
  templateRef?: Instance['spec']['templateRef']
  template?: Definition | undefined
  parameters?: string | undefined
  owner?: Instance['spec']['owner']
}

/** Whether an instance goes along with every change of its template. */
function follows(version = ''): boolean {
  return version.toLowerCase().includes('x')
}

/**
 * A word for what an instance is made from: it is filled in again when that is another. What a template says is
 * part of it only for instances that follow their template; all others keep what they were made from.
 */
export function sourceHash<Definition>(
  wanted: Wanted<Definition>,
  template: TemplateSpec<Definition> | undefined,
): string {
  const { name, version } = wanted.templateRef ?? {}
  const followed = template !== undefined && follows(version) ? chooseVersion(template, version) : undefined
  const parts = [
    name ?? '',
    version ?? '',
    wanted.template,
    wanted.parameters ?? '',
    wanted.owner ?? {},
    followed,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)
}

/** Chooses the version, reads the parameters and fills everything in. Throws Problem. */
export function resolveDefinition<Definition extends object>(
  kind: string,
  wanted: Wanted<Definition>,
  template: TemplateSpec<Definition> | undefined,
  about: BuiltIns,
): Resolved<Definition> {
  const chosen = choose(kind, wanted, template)
  const { values, problems } = parameterValues(chosen.parameters, wanted.parameters)
  if (problems.length > 0) {
    const all = problems.map(({ variable, message }) => `${variable || 'the text'} ${message}`)
    throw new Problem('InvalidParameters', `spec.parameters: ${all.join('; ')}`)
  }
  const all = { ...values, ...builtInValues(about) }
  return { definition: fill(chosen.definition, all, chosen.source), source: chosen.source }
}

function choose<Definition>(
  kind: string,
  { templateRef, template: inline }: Wanted<Definition>,
  template: TemplateSpec<Definition> | undefined,
): { definition: Definition; parameters: AppParameter[]; source: string } {
  const { name, version } = templateRef ?? {}
  if (!name) {
    if (inline === undefined)
      throw new Problem(
        'TemplateMissing',
        'it is made from nothing: set spec.templateRef.name or spec.template',
      )
    return { definition: inline, parameters: [], source: 'a template of its own' }
  }
  if (template === undefined)
    throw new Problem(
      'TemplateNotFound',
      `there is no ${kind} ${name}: choose another in spec.templateRef.name`,
    )
  const choice = chooseVersion(template, version)
  if ('problem' in choice) throw new Problem('TemplateVersionNotFound', `template ${name}: ${choice.problem}`)
  if (choice.template === undefined)
    throw new Problem(
      'TemplateEmpty',
      `template ${name} has no spec.template: whoever owns it must say what it makes`,
    )
  const source = choice.version === undefined ? name : `${name} ${choice.version}`
  return { definition: choice.template, parameters: choice.parameters, source }
}

/** Parts that are kept as they are: they have templates of their own in them, which are not ours. */
const kept = new Set(['charts', 'apps'])

function fill<T extends object>(definition: T, values: JsonObject, source: string): T {
  // Filling in changes texts into texts, so the shape stays what it is.
  return filled(definition, values, source, '') as T
}

function filled(value: unknown, values: JsonObject, source: string, at: string): unknown {
  if (typeof value === 'string') return fillText(value, values, source, at)
  if (Array.isArray(value)) return value.map((item, index) => filled(item, values, source, `${at}[${index}]`))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      kept.has(key) ? part : filled(part, values, source, at === '' ? key : `${at}.${key}`),
    ]),
  )
}

function fillText(text: string, values: JsonObject, source: string, at: string): string {
  try {
    return render(text, values)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new Problem('TemplateInvalid', `template ${source}, ${at}: ${error.message}`)
  }
}
