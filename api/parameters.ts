import { fieldOf, isObject, setField, type JsonObject } from '#kube/json.ts'
import type { SpaceTemplate } from './kinds/space-template.ts'
import { readYamlTexts } from './yaml-texts.ts'
import { compilePattern } from './pattern.ts'

/** One thing that whoever uses a template is asked for (contract §3.7); an app's are the same. */
export type AppParameter = NonNullable<SpaceTemplate['spec']['parameters']>[number]

/** What is wrong with a parameter or its value, as the end of a sentence that begins with its label. */
export interface ParameterProblem {
  /** Empty where the whole text of values cannot be read. */
  variable: string
  message: string
}

type Value = string | number | boolean
type Read = { value: Value } | { message: string }

const types = ['', 'string', 'multiline', 'boolean', 'number', 'password']
const variablePattern = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/

/** Below it templates find what they are told of the instance. */
const builtIn = 'loft'

/**
 * Reads an instance's `spec.parameters`, YAML with one key a parameter, into the values of its template: typed,
 * defaulted and nested as the dotted variables say. What is not given and has no default is left out. With
 * problems, `values` has what was read all the same.
 */
export function parameterValues(
  parameters: readonly AppParameter[],
  yamlText = '',
): { values: JsonObject; problems: ParameterProblem[] } {
  const declared = new Set(parameters.map(({ variable = '' }) => variable))
  const { texts, problems } = readYamlTexts(yamlText, declared)
  const values: JsonObject = {}
  for (const parameter of parameters) {
    const { variable = '' } = parameter
    const message = declarationProblem(parameter, declared)
    const read = message === undefined ? readOrDefault(parameter, texts.get(variable)) : { message }
    if (read === undefined) continue
    if ('message' in read) problems.push({ variable, message: read.message })
    else setPath(values, variable.split('.'), read.value)
  }
  return { values, problems }
}

/** What is wrong with a template's parameters themselves: such a template is not saved. */
export function checkParameters(parameters: readonly AppParameter[]): ParameterProblem[] {
  const declared = new Set(parameters.map(({ variable = '' }) => variable))
  const seen = new Set<string>()
  const problems: ParameterProblem[] = []
  for (const parameter of parameters) {
    const { variable = '' } = parameter
    const twice = seen.has(variable) ? 'is there twice' : undefined
    seen.add(variable)
    const message = twice ?? declarationProblem(parameter, declared) ?? defaultProblem(parameter)
    if (message !== undefined) problems.push({ variable, message })
  }
  return problems
}

function declarationProblem(
  { variable = '', type = '', min, max, validation = '', invalidation = '' }: AppParameter,
  declared: ReadonlySet<string>,
): string | undefined {
  if (!variablePattern.test(variable))
    return 'has no name that a template can use: letters, digits and _ between dots'
  const path = variable.split('.')
  if (path[0] === builtIn) return `may not be below ${builtIn}, where templates find what Aerie tells them`
  const outer = path.map((_, at) => path.slice(0, at).join('.')).find((each) => declared.has(each))
  if (outer !== undefined) return `is inside of ${outer}, which is a parameter itself`
  if (!types.includes(type)) return `has the type "${type}", which is none of ${types.slice(1).join(', ')}`
  if (min !== undefined && max !== undefined && min > max)
    return `has a min of ${min} above its max of ${max}`
  for (const text of [validation, invalidation]) {
    const pattern = compilePattern(text)
    if (typeof pattern !== 'function') return `has no valid regular expression: ${pattern.message}`
  }
  return undefined
}

function defaultProblem(parameter: AppParameter): string | undefined {
  const { defaultValue = '' } = parameter
  const read = defaultValue === '' ? undefined : readDefault(parameter, defaultValue)
  return read !== undefined && 'message' in read ? read.message : undefined
}

/** Undefined where there is no value and none is needed. An empty text is no value, as for Loft's clients. */
function readOrDefault(parameter: AppParameter, text = ''): Read | undefined {
  const { defaultValue = '', required = false } = parameter
  if (text !== '') return readValue(parameter, text)
  if (defaultValue !== '') return readDefault(parameter, defaultValue)
  return required ? { message: 'is required' } : undefined
}

function readDefault(parameter: AppParameter, text: string): Read {
  const read = readValue(parameter, text)
  return 'message' in read ? { message: `has a default that ${read.message}` } : read
}

function readValue(parameter: AppParameter, text: string): Read {
  const { type, options = [] } = parameter
  if (options.length > 0 && !options.includes(text))
    return { message: `must be one of ${options.join(', ')}` }
  if (type === 'boolean') return readBoolean(text)
  if (type === 'number') return readNumber(parameter, text)
  return options.length > 0 ? { value: text } : readText(parameter, text)
}

/** The words that Go's `strconv.ParseBool` knows. */
function readBoolean(text: string): Read {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return { value: true }
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return { value: false }
  return { message: 'must be true or false' }
}

function readNumber({ min, max }: AppParameter, text: string): Read {
  const value = /^[-+]?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) return { message: 'must be a whole number' }
  if (min !== undefined && value < min) return { message: `must be at least ${min}` }
  if (max !== undefined && value > max) return { message: `must be at most ${max}` }
  return { value }
}

function readText({ validation = '', invalidation = '' }: AppParameter, text: string): Read {
  for (const [pattern, wanted] of [
    [validation, true],
    [invalidation, false],
  ] as const) {
    const matches = pattern === '' ? undefined : compilePattern(pattern)
    if (typeof matches !== 'function') continue
    const found = matches(text)
    if (found === undefined) return { message: 'is too long to be checked' }
    if (found !== wanted) return { message: `must ${wanted ? '' : 'not '}match ${pattern}` }
  }
  return { value: text }
}

function setPath(values: JsonObject, path: readonly string[], value: Value): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) return setField(values, key, value)
  const known = fieldOf(values, key)
  const inner = isObject(known) ? known : {}
  setField(values, key, inner)
  setPath(inner, rest, value)
}

/** What templates are told of an instance; what does not apply to it is left out. */
export interface BuiltIns {
  name: string
  project: string
  cluster: string
  /** The namespace that a space is in. */
  space?: string
  virtualClusterName?: string
  /** The namespace that a virtual cluster is in. */
  virtualClusterNamespace?: string
  /** Who owns the instance. */
  owner?: { user?: string | undefined; team?: string | undefined } | undefined
  clusterAnnotations?: Record<string, string> | undefined
}

/** The values `.Values.loft.…`, to be put beside those of the parameters. */
export function builtInValues({ owner, clusterAnnotations = {}, ...about }: BuiltIns): JsonObject {
  const named = (name: string | undefined) => (name === undefined ? {} : { name })
  return { [builtIn]: { ...about, user: named(owner?.user), team: named(owner?.team), clusterAnnotations } }
}
