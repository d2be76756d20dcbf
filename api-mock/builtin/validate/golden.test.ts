import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isObject } from '#kube/json.ts'
import type { Status, StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { validations } from './all.ts'
import { validateScale, validateTokenRequest } from './subresources.ts'

interface Exchange {
  name: string
  request: { method: string; path: string; body?: KubeObject }
  response: { status: number; body: KubeObject & Status }
}

function exchanges(scenario: string): Exchange[] {
  const file = new URL(`../../../e2e/oracle/golden/${scenario}.json`, import.meta.url)
  const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Exchange[] }
  return steps
}

function step(scenario: string, name: string): Exchange {
  const found = exchanges(scenario).find((exchange) => exchange.name === name)
  if (found === undefined) throw new Error(`${scenario} has no step ${name}`)
  return found
}

/** The recorded causes are sorted, since some come from Go maps. */
function sorted(causes: readonly StatusCause[]): string[] {
  return causes.map((cause) => JSON.stringify([cause.field, cause.message, cause.reason])).sort()
}

function expectRecorded(scenario: string, name: string, causes: readonly StatusCause[]): void {
  const { details } = step(scenario, name).response.body
  expect(sorted(causes)).toEqual(sorted(details?.causes ?? []))
}

/** An object with what differed between recordings put back in some form. */
function realistic(object: KubeObject): KubeObject {
  const text = JSON.stringify(object)
    .replaceAll('<suffix>', 'abcde')
    .replaceAll('<ip>', '10.96.0.7')
    .replaceAll(/<uid\d*>/g, 'uid')
  return JSON.parse(text) as KubeObject
}

function check(key: string, object: KubeObject, live?: KubeObject, subresource?: string): StatusCause[] {
  const validate = validations[key]
  if (validate === undefined) throw new Error(`${key} is not validated`)
  return validate(object, live, subresource)
}

/** What a server fills in for the pods of these scenarios. */
function podSpec(spec: unknown): Record<string, unknown> {
  const given: Record<string, unknown> = isObject(spec) ? spec : {}
  const containers = Array.isArray(given.containers) ? given.containers.filter(isObject) : []
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
    ...given,
    containers: containers.map((container) => ({
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePolicy: 'File',
      resources: {},
      ...container,
      ports: (Array.isArray(container.ports) ? container.ports.filter(isObject) : []).map((port) => ({
        protocol: 'TCP',
        ...port,
      })),
    })),
  }
}

function bodyOf(scenario: string, name: string): KubeObject {
  const { body } = step(scenario, name).request
  if (body === undefined) throw new Error(`${name} has no body`)
  return body
}

test.each(['no-containers', 'several-errors'])('pods: %s', (name) => {
  const body = bodyOf('pods', name)
  expectRecorded('pods', name, check('/pods', { ...body, spec: podSpec(body.spec) }))
})

/** The pod of the scenario, as it was before and after what only its spec tells. */
function changedPod(change: (spec: Record<string, unknown>) => Record<string, unknown>): StatusCause[] {
  const live = realistic(step('pods', 'change-image').response.body)
  const spec: Record<string, unknown> = isObject(live.spec) ? live.spec : {}
  return check('/pods', { ...live, spec: { ...spec, ...change(spec) } }, live)
}

test('pods: a changed command is shown as a difference', () => {
  const causes = changedPod(({ containers }) => ({
    containers: (Array.isArray(containers) ? containers.filter(isObject) : []).map((container) => ({
      ...container,
      command: ['x'],
    })),
  }))
  expectRecorded('pods', 'change-command', causes)
})

test('pods: a changed node is shown as a difference', () => {
  expectRecorded(
    'pods',
    'change-node',
    changedPod(() => ({ nodeName: 'n' })),
  )
})

test('pods: containers cannot be added', () => {
  const added = podSpec({ containers: [{ name: 'side', image: 'b' }] }).containers
  const causes = changedPod(({ containers }) => ({ containers: [containers, added].flat() }))
  expectRecorded('pods', 'add-container', causes)
})

function deploymentOf(body: KubeObject): KubeObject {
  const spec = isObject(body.spec) ? body.spec : {}
  const template = isObject(spec.template) ? spec.template : {}
  const strategy = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
  }
  return {
    ...body,
    spec: {
      strategy,
      progressDeadlineSeconds: 600,
      ...spec,
      template: { ...template, spec: podSpec(template.spec) },
    },
  }
}

test.each(['selector-mismatch', 'no-selector', 'negative-replicas', 'wrong-restart-policy'])(
  'deployments: %s',
  (name) => {
    const causes = check('apps/deployments', deploymentOf(bodyOf('deployments', name)))
    expectRecorded('deployments', name, causes)
  },
)

test('deployments: change-selector', () => {
  const live = step('deployments', 'create').response.body
  const spec = isObject(live.spec) ? live.spec : {}
  const changed = { ...live, spec: { ...spec, selector: { matchLabels: { app: 'other' } } } }
  expectRecorded('deployments', 'change-selector', check('apps/deployments', changed, live))
})

test('deployments: patch-scale-negative', () => {
  const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'dep' } }
  const causes = validateScale({ ...scale, spec: { replicas: -5 } })
  expectRecorded('deployments', 'patch-scale-negative', causes)
})

/** What a server fills in for the services of these scenarios. */
function serviceOf(body: KubeObject): KubeObject {
  const spec = isObject(body.spec) ? body.spec : {}
  const ports = Array.isArray(spec.ports) ? spec.ports.filter(isObject) : []
  return {
    ...body,
    spec: {
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ...spec,
      ports: ports.map((port) => ({ protocol: 'TCP', targetPort: port.port, ...port })),
    },
  }
}

test.each(['no-ports', 'bad-port', 'bad-type'])('services: %s', (name) => {
  expectRecorded('services', name, check('/services', serviceOf(bodyOf('services', name))))
})

test('services: change-cluster-ip', () => {
  const live = realistic(step('services', 'create').response.body)
  const spec = isObject(live.spec) ? live.spec : {}
  const after = { ...live, spec: { ...spec, clusterIP: '10.96.99.99', clusterIPs: ['10.96.99.99'] } }
  expectRecorded('services', 'change-cluster-ip', check('/services', after, live))
})

test('quota: bad-quota', () => {
  expectRecorded('quota', 'bad-quota', check('/resourcequotas', bodyOf('quota', 'bad-quota')))
})

test('limit-range: bad-limit-range', () => {
  const body = bodyOf('limit-range', 'bad-limit-range')
  const defaults = { default: { cpu: '1' }, defaultRequest: { cpu: '1' } }
  const limit = { type: 'Container', min: { cpu: '2' }, max: { cpu: '1' }, ...defaults }
  const causes = check('/limitranges', { ...body, spec: { limits: [limit] } })
  expectRecorded('limit-range', 'bad-limit-range', causes)
})

test.each(['too-short', 'too-long'])('service-account-tokens: %s', (name) => {
  const causes = validateTokenRequest(bodyOf('service-account-tokens', name))
  expectRecorded('service-account-tokens', name, causes)
})

const recordedObjects = [
  'defaults-pod',
  'defaults-workloads',
  'defaults-others',
  'pods',
  'deployments',
  'services',
  'nodes',
  'quota',
  'limit-range',
  'eviction',
  'strategic-merge-patch',
].flatMap((scenario) =>
  exchanges(scenario)
    .filter(({ request, response }) => request.method === 'POST' && response.status === 201)
    .map(({ name, response }): [string, KubeObject] => [`${scenario}: ${name}`, response.body]),
)

function keyOf({ apiVersion, kind }: KubeObject): string | undefined {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : ''
  const singular = `${group}/${kind.toLowerCase()}`
  return Object.keys(validations).find(
    (key) => [`${singular}s`, `${singular}es`].includes(key) || key === singular,
  )
}

test.each(recordedObjects.filter(([, object]) => keyOf(object) !== undefined))(
  'what a server accepted has no causes: %s',
  (_name, object) => {
    expect(check(keyOf(object) ?? '', realistic(object))).toEqual([])
  },
)
