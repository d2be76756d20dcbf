import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { teamCrd, widgetCrd } from '#e2e/oracle/scenarios/crds.ts'
import { isObject } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import type { Status } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import { withDefaults } from './defaults.ts'
import { prune } from './prune.ts'
import { validate } from './validate.ts'

/** One exchange with a real kube-apiserver, as the oracle wrote it down. */
interface Exchange {
  name: string
  request: { method: string; path: string; body?: unknown; text?: string }
  response: { status: number; body: Status & { spec?: unknown } }
}

function exchanges(scenario: string): Exchange[] {
  const file = new URL(`../../e2e/oracle/golden/${scenario}.json`, import.meta.url)
  const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Exchange[] }
  return steps
}

const schemas: Record<string, JsonSchema> = {
  Team: teamCrd.spec.versions[0]?.schema.openAPIV3Schema as JsonSchema,
  Widget: widgetCrd.spec.versions[0]?.schema.openAPIV3Schema as JsonSchema,
}

function schemaOf(kind: unknown): JsonSchema {
  const schema = schemas[String(kind)]
  if (schema === undefined) throw new Error(`no schema of ${String(kind)}`)
  return schema
}

const created = ['validation', 'numbers', 'field-validation'].flatMap((scenario) =>
  exchanges(scenario)
    .filter(({ request }) => request.method === 'POST')
    .map((exchange): [string, Exchange] => [`${scenario}: ${exchange.name}`, exchange]),
)

function sorted(texts: readonly string[]): string[] {
  return texts.toSorted()
}

test.each(created)('%s', (_, { request, response }) => {
  const body = request.text === undefined ? request.body : parseJson(request.text)
  if (!isObject(body)) throw new Error('the request has no object')
  const schema = schemaOf(body['kind'])
  const { value, unknown } = prune(schema, body)
  const object = withDefaults(schema, value)
  if (response.status === 201) {
    expect(validate(schema, object)).toEqual([])
    expect(spell(isObject(object) ? object['spec'] : undefined)).toEqual(response.body.spec)
  } else if (response.status === 422) {
    const ofMetadata = (field: string | undefined) => field?.startsWith('metadata.') ?? false
    const causes = (response.body.details?.causes ?? []).filter(({ field }) => !ofMetadata(field))
    expect(sorted(validate(schema, object).map((cause) => JSON.stringify(cause)))).toEqual(
      sorted(causes.map(({ reason, message, field }) => JSON.stringify({ reason, message, field }))),
    )
  } else {
    const { message = '' } = response.body
    const missing = unknown.filter((path) => !message.includes(`unknown field "${path}"`))
    expect(missing).toEqual([])
  }
})

/** The oracle writes a number that JavaScript cannot hold as a text. */
function spell(value: unknown): unknown {
  const text = JSON.stringify(value)?.replace(/:(\d{16,})/g, ':"<number $1>"')
  return text === undefined ? undefined : JSON.parse(text)
}
