import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { prune } from '#api-mock/schema/prune.ts'
import { withDefaults } from '#api-mock/schema/defaults.ts'
import { teamCrd, widgetCrd } from '#e2e/oracle/scenarios/crds.ts'
import { applyJsonPatch } from '#kube/json-patch.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import { mergePatch } from '#kube/merge-patch.ts'
import { type Status, StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { serverSideApply } from './apply.ts'
import { updateManagedFields } from './managed-fields.ts'

/** One exchange with a real kube-apiserver, as the oracle wrote it down. */
interface Exchange {
  name: string
  request: { method: string; path: string; headers?: Record<string, string>; body?: unknown; text?: string }
  response: { status: number; body: KubeObject }
}

function exchanges(scenario: string): Exchange[] {
  const file = new URL(`../../e2e/oracle/golden/${scenario}.json`, import.meta.url)
  const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Exchange[] }
  return steps
}

const teamSchema = teamCrd.spec.versions[0]?.schema.openAPIV3Schema as JsonSchema
const widgetSchema = widgetCrd.spec.versions[0]?.schema.openAPIV3Schema as JsonSchema
const apiVersion = 'management.example.io/v1'

function isWrite({ request, response }: Exchange): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(request.method) && response.status !== 404
}

/** What kube-apiserver calls a manager that does not name itself. */
function managerOf({ request }: Exchange, query: URLSearchParams): string {
  const agent = request.headers?.['user-agent'] ?? 'oracle'
  return query.get('fieldManager') ?? (agent === '' ? 'unknown' : (agent.split('/')[0] ?? '').slice(0, 128))
}

/** Does what a request asks of one object, and nothing that has to do with other objects or versions. */
function perform(exchange: Exchange, live: KubeObject | undefined): KubeObject {
  const { request } = exchange
  const [path = '', text = ''] = request.path.split('?')
  const query = new URLSearchParams(text)
  const isTeam = path.includes('/teams')
  const schema = isTeam ? teamSchema : widgetSchema
  const ofStatus = path.endsWith('/status')
  const resetFields = ofStatus ? ['metadata', 'spec'] : isTeam ? ['status'] : []
  const common = {
    manager: managerOf(exchange, query),
    apiVersion,
    now: '2026-01-01T00:00:00Z',
    schema,
    resetFields,
    ...(ofStatus ? { subresource: 'status' } : {}),
  }
  const body = (request.text === undefined ? request.body : parse(request.text)) as KubeObject
  const type = request.headers?.['content-type'] ?? ''
  let next: KubeObject
  if (type === 'application/apply-patch+yaml') {
    const subject = { group: 'management.example.io', plural: isTeam ? 'teams' : 'widgets' }
    const force = query.get('force') === 'true'
    next = serverSideApply({ ...common, live, applied: body, force, subject })
  } else {
    const sent = (
      type.includes('merge')
        ? mergePatch(live, body)
        : type.includes('json-patch')
          ? applyJsonPatch(live, body)
          : body
    ) as KubeObject
    const { value } = prune(schema, sent)
    const after = withDefaults(schema, value) as KubeObject
    const managedFields = updateManagedFields({ ...common, before: live, after })
    next = { ...after, metadata: { ...after.metadata, managedFields } }
  }
  const stored = withDefaults(schema, next) as KubeObject
  return keepOthers(stored, live, resetFields)
}

/** What an endpoint does not write stays as it was. */
function keepOthers(next: KubeObject, live: KubeObject | undefined, names: readonly string[]): KubeObject {
  const result = { ...next }
  for (const name of names) {
    if (name === 'metadata') {
      if (live !== undefined) {
        const { managedFields } = next.metadata
        result.metadata = { ...live.metadata, ...(managedFields === undefined ? {} : { managedFields }) }
      }
    } else if (live?.[name] === undefined) delete result[name]
    else result[name] = live[name]
  }
  return result
}

/** What the answer and our object must share; times and the order of the entries say nothing here. */
function essence(object: KubeObject): unknown {
  const { labels, annotations, finalizers, managedFields = [] } = object.metadata
  const entries = managedFields.map(({ time, ...entry }) => ({ ...entry, timed: time !== undefined }))
  return {
    spec: object['spec'],
    status: object['status'],
    labels: labels ?? {},
    annotations: annotations ?? {},
    finalizers: finalizers ?? [],
    managedFields: entries.sort((one, other) =>
      JSON.stringify(sorted(one)) < JSON.stringify(sorted(other)) ? -1 : 1,
    ),
  }
}

/** Conflicts of several managers come in no order from a real server. */
function withSortedCauses(status: unknown): unknown {
  const { details, ...rest } = status as Status
  const causes = details?.causes?.map((cause) => JSON.stringify(sorted(cause))).sort()
  return { ...rest, details: { ...details, causes } }
}

function isRefusedApply(body: object): boolean {
  return 'message' in body && /^(Apply failed|failed to create typed)/.test(String(body.message))
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
}

const scenarios = [
  'apply',
  'apply-lists',
  'managed-fields',
  'merge-patch',
  'json-patch',
  'status-subresource',
]

test.each(scenarios)('%s: every answer of a real server', (scenario) => {
  let live: KubeObject | undefined
  for (const exchange of exchanges(scenario).filter(isWrite)) {
    const { response, name } = exchange
    if (response.status < 300) {
      live = perform(exchange, live)
      live = { ...live, metadata: { ...live.metadata, uid: 'some' } }
      expect({ name, ...(essence(live) as object) }).toEqual({ name, ...(essence(response.body) as object) })
    } else if (isRefusedApply(response.body)) {
      let status: unknown
      try {
        perform(exchange, live)
      } catch (error) {
        status = error instanceof StatusError ? error.status : error
      }
      expect({ name, status: withSortedCauses(status) }).toEqual({
        name,
        status: withSortedCauses(response.body),
      })
    }
  }
})
