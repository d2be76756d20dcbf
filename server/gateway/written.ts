import type { IncomingMessage } from 'node:http'
import { parseDocument, visit, YAMLParseError } from 'yaml'
import { yamlProblem } from '#api/yaml-bounds.ts'
import { messageOf } from '#kube/errors.ts'
import { rawNumber } from '#kube/json.ts'
import { badRequest, failure, StatusError } from '#kube/status.ts'
import { parseAsWritten } from '#kube/strict-json.ts'
import { readBody } from './limits.ts'

/** What a body says it is. */
export type BodyType = 'json' | 'yaml' | 'merge' | 'json-patch' | 'apply'

const objectTypes: Readonly<Record<string, BodyType>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
}

const patchTypes: Readonly<Record<string, BodyType>> = {
  'application/merge-patch+json': 'merge',
  'application/json-patch+json': 'json-patch',
  'application/apply-patch+yaml': 'apply',
}

/** A body that was read, to be looked into, changed and written again; numbers stay as they were written. */
export interface Written {
  type: BodyType
  value: unknown
  /** What it goes on as: YAML becomes JSON, which an apply may also be. */
  contentType: string
}

/** Reads a body of one of the types that stored kinds of ours are sent in; any other is 415, as it is upstream. */
export async function readWritten(request: IncomingMessage): Promise<Written> {
  const known = request.method === 'PATCH' ? patchTypes : objectTypes
  const otherwise = request.method === 'PATCH' ? '' : 'application/json'
  const sent = (request.headers['content-type'] ?? otherwise).split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const type = Object.hasOwn(known, sent) ? known[sent] : undefined
  if (type === undefined) {
    const why = 'the body of the request was in an unknown format - accepted media types include:'
    throw new StatusError(failure(415, 'UnsupportedMediaType', `${why} ${Object.keys(known).join(', ')}`))
  }
  const text = (await readBody(request)).toString()
  const isYaml = type === 'yaml' || (type === 'apply' && !/^\s*\{/.test(text))
  return {
    type,
    value: isYaml ? yamlValue(text) : parseAsWritten(text),
    contentType: type === 'yaml' ? 'application/json' : sent,
  }
}

const mostAliases = 100

/** YAML as the JSON value that it stands for; throws 400 for what is none. */
export function yamlValue(text: string): unknown {
  const tooLarge = yamlProblem(text)
  if (tooLarge !== undefined)
    throw badRequest(`error converting YAML to JSON: yaml: ${tooLarge}: send it as JSON`)
  const document = parseDocument(text, {
    schema: 'core',
    uniqueKeys: false,
    logLevel: 'error',
    intAsBigInt: true,
  })
  const [problem] = document.errors
  if (problem !== undefined) throw badRequest(`error converting YAML to JSON: yaml: ${lineOf(problem)}`)
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'bigint') node.value = plainInteger(node.value)
    },
  })
  try {
    // Through text, so that what is no JSON (a key that is a list, a date) becomes some.
    return parseAsWritten(JSON.stringify(document.toJS({ maxAliasCount: mostAliases })) ?? 'null')
  } catch (error) {
    if (error instanceof StatusError) throw error
    throw badRequest(`error converting YAML to JSON: yaml: ${messageOf(error)}`)
  }
}

function plainInteger(value: bigint): unknown {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : rawNumber(String(value))
}

function lineOf(problem: unknown): string {
  if (!(problem instanceof YAMLParseError)) return messageOf(problem)
  const [first = ''] = problem.message.split('\n', 1)
  const line = problem.linePos?.[0].line
  const what = first.replace(/ at line \d+, column \d+:$/, '')
  return line === undefined ? what : `line ${line}: ${what}`
}
