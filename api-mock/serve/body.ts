import { Lexer, parse as parseYaml, YAMLParseError } from 'yaml'
import { messageOf } from '#kube/errors.ts'
import { badRequest, StatusError } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import { unsupportedMediaType } from './errors.ts'
import { headerOf } from './exchange.ts'
import type { ApiRequest } from './exchange.ts'

/** The most bytes that a body may have, as kube-apiserver limits it. */
export const mostBodyBytes = 3 * 1024 * 1024

/** How often a YAML document may refer to an anchor: a short text must not become a huge object. */
const mostAliases = 100

/** The body of a request that sends an object: a text, or bytes for `decodeProtobuf`. */
export type ObjectBody = { type: 'json' | 'yaml'; text: string } | { type: 'protobuf'; bytes: Uint8Array }

const objectTypes = new Map<string, ObjectBody['type']>([
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
  ['application/vnd.kubernetes.protobuf', 'protobuf'],
])

/** A body in the form that its Content-Type names. Throws StatusError 415 for a form that is not read. */
export async function readObjectBody(request: ApiRequest): Promise<ObjectBody> {
  const type = objectTypes.get(mediaTypeOf(request) ?? 'application/json')
  if (type === undefined) throw unsupportedMediaType([...objectTypes.keys()])
  const bytes = await request.body()
  return type === 'protobuf' ? { type, bytes } : { type, text: bytes.toString('utf8') }
}

/** The Content-Type without parameters, in lower case; undefined when there is none. */
export function mediaTypeOf({ headers }: ApiRequest): string | undefined {
  const header = headerOf(headers, 'content-type')
  const type = header?.split(';', 1)[0]?.trim().toLowerCase()
  return type === '' ? undefined : type
}

/**
 * The most tokens that a YAML document may have, some six of which are a line: its reader takes ten times as long
 * as that of JSON, in which whatever is larger can be sent.
 */
const mostYamlTokens = 40_000

/** Tags and anchors, on whose number in a row the reader's time depends squarely. */
const mostYamlMarks = 1000

/** What aliases may make of a document, in tokens. */
const mostYamlExpanded = 1_000_000

/** Refuses what would take the reader long; splitting a text into tokens does not. */
function checkYaml(text: string): void {
  let [tokens, marks, aliases] = [0, 0, 0]
  for (const [first = ''] of new Lexer().lex(text)) {
    tokens += 1
    if (first === '!' || first === '&') marks += 1
    if (first === '*') aliases += 1
    if (tokens > mostYamlTokens || marks > mostYamlMarks) throw new Error('the document has too many values')
  }
  if (tokens * aliases > mostYamlExpanded) throw new Error('the document repeats too much of itself')
}

/** YAML as the JSON value that it stands for; throws an Error with a message for people. */
function yamlValue(text: string): unknown {
  checkYaml(text)
  const options = {
    maxAliasCount: mostAliases,
    schema: 'core',
    uniqueKeys: false,
    logLevel: 'error',
  } as const
  return parseJson(JSON.stringify(parseYaml(text, options)))
}

/** Most of what comes as YAML, such as an apply, is JSON: read as such it keeps its numbers and takes no time. */
function jsonValue(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof StatusError) return undefined
    throw error
  }
}

/** The words of libyaml for what the parser here calls otherwise; all others keep their own. */
const yamlProblems: Partial<Record<string, string>> = {
  MISSING_CHAR: 'did not find expected node content',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
}

/** Throws StatusError 400 when the text is no YAML. */
export function readYaml(text: string, message: string): unknown {
  try {
    return jsonValue(text) ?? yamlValue(text)
  } catch (error) {
    throw badRequest(`${message}: yaml: ${yamlProblem(error)}`)
  }
}

function yamlProblem(error: unknown): string {
  if (!(error instanceof YAMLParseError)) return messageOf(error)
  const known = yamlProblems[error.code]
  if (known === undefined) return error.message.split('\n', 1)[0] ?? ''
  // Its scanner counts lines from 0 and leaves that one out, its parser counts from 1.
  const line = (error.linePos?.[0].line ?? 1) - (error.code === 'MISSING_CHAR' ? 0 : 1)
  return line === 0 ? known : `line ${line}: ${known}`
}
