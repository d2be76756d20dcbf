import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergePatch } from '#kube/merge-patch.ts'
import { type MergeRule, strategicMerge } from './strategic.ts'

const byName: MergeRule = { patchMergeKey: 'name', patchStrategy: 'merge' }
const rules: Record<string, MergeRule> = {
  finalizers: { patchStrategy: 'merge' },
  containers: byName,
  env: byName,
  volumes: { patchMergeKey: 'name', patchStrategy: 'merge,retainKeys' },
  ports: { patchMergeKey: 'containerPort', patchStrategy: 'merge' },
  strategy: { patchStrategy: 'retainKeys' },
  replaced: { patchStrategy: 'replace' },
}

function patched(target: unknown, patch: unknown): unknown {
  return strategicMerge(target, patch, (path) => rules[path.at(-1) ?? ''])
}

const a = { name: 'a', image: 'a:1' }
const b = { name: 'b', image: 'b:1' }
const c = { name: 'c', image: 'c:1' }

test.each<[string, unknown, unknown, unknown]>([
  [
    'elements are merged by key',
    { containers: [a, b] },
    { containers: [{ name: 'b', x: 1 }] },
    { containers: [a, { ...b, x: 1 }] },
  ],
  ['a new element comes first', { containers: [a, b] }, { containers: [c] }, { containers: [c, a, b] }],
  [
    'an element is deleted',
    { containers: [a, b] },
    { containers: [{ name: 'a', $patch: 'delete' }] },
    { containers: [b] },
  ],
  [
    'a list is replaced',
    { containers: [a, b] },
    { containers: [{ $patch: 'replace' }, c] },
    { containers: [c] },
  ],
  ['a list without rule is replaced', { args: ['x', 'y'] }, { args: ['z'] }, { args: ['z'] }],
  [
    'texts are joined',
    { finalizers: ['x', 'y'] },
    { finalizers: ['z', 'x'] },
    { finalizers: ['z', 'x', 'y'] },
  ],
  [
    'texts are deleted',
    { finalizers: ['x', 'y'] },
    { '$deleteFromPrimitiveList/finalizers': ['x'] },
    { finalizers: ['y'] },
  ],
  ['what is absent cannot be deleted from', {}, { '$deleteFromPrimitiveList/finalizers': ['x'] }, {}],
  [
    'elements are put in order',
    { containers: [a, b, c] },
    {
      '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }, { name: 'b' }],
      containers: [{ name: 'a', x: 1 }],
    },
    { containers: [c, { ...a, x: 1 }, b] },
  ],
  [
    'an order without elements reorders',
    { containers: [a, b] },
    { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
    { containers: [b, a] },
  ],
  [
    'what the order does not name keeps its place',
    { containers: [a, { name: 'mine' }, b] },
    { '$setElementOrder/containers': [{ name: 'a' }, { name: 'b' }], containers: [] },
    { containers: [a, { name: 'mine' }, b] },
  ],
  [
    'texts are put in order',
    { finalizers: ['x', 'y'] },
    { '$setElementOrder/finalizers': ['y', 'x'] },
    { finalizers: ['y', 'x'] },
  ],
  [
    'an order of a new list',
    {},
    { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }], containers: [a, b].toReversed() },
    { containers: [b, a] },
  ],
  ['an order of nothing', {}, { '$setElementOrder/containers': [{ name: 'b' }] }, {}],
  [
    'only named keys are retained',
    { strategy: { type: 'R', rolling: { x: 1 } } },
    { strategy: { $retainKeys: ['type'], type: 'S' } },
    { strategy: { type: 'S' } },
  ],
  [
    'keys of an element are retained',
    { volumes: [{ name: 'v', emptyDir: {} }] },
    { volumes: [{ $retainKeys: ['name', 'configMap'], name: 'v', configMap: { name: 'c' } }] },
    { volumes: [{ name: 'v', configMap: { name: 'c' } }] },
  ],
  [
    'an object is replaced',
    { labels: { x: '1' } },
    { labels: { $patch: 'replace', y: '2' } },
    { labels: { y: '2' } },
  ],
  ['an object is emptied', { labels: { x: '1' } }, { labels: { $patch: 'delete' } }, { labels: {} }],
  [
    'an object replaces by its rule',
    { replaced: { x: '1' } },
    { replaced: { y: '2' } },
    { replaced: { y: '2' } },
  ],
  ['null deletes', { labels: { x: '1' }, n: 1 }, { labels: { x: null }, n: null }, { labels: {} }],
  [
    'what is new comes without nulls and directives',
    {},
    { o: { n: null, $retainKeys: ['k'], k: 1, p: { $patch: 'delete' } } },
    { o: { k: 1 } },
  ],
  ['a directive on what is absent says nothing', {}, { labels: { $patch: 'shuffle' } }, {}],
  ['another type replaces', { x: [1] }, { x: { a: 1 } }, { x: { a: 1 } }],
])('%s', (_, target, patch, expected) => {
  const before = JSON.stringify([target, patch])
  expect(patched(target, patch)).toEqual(expected)
  expect(JSON.stringify([target, patch])).toBe(before)
})

test.each<[unknown, unknown, number, string]>([
  [
    { containers: [a] },
    { containers: [{ image: 'x' }] },
    500,
    'map: map[image:x] does not contain declared merge key: name',
  ],
  [
    { labels: {} },
    { labels: { $patch: 'shuffle' } },
    500,
    'unknown patch type: shuffle in map: map[$patch:shuffle]',
  ],
  [
    { containers: [a] },
    { containers: [{ name: 'a', $patch: 'merge' }] },
    500,
    'merging lists cannot yet be specified in the patch',
  ],
  [
    { containers: [a] },
    { '$setElementOrder/containers': 'x' },
    500,
    'expected a []interface {}, but received a string',
  ],
  [
    { strategy: {} },
    { strategy: { $retainKeys: ['type'], other: 1 } },
    400,
    'invalid patch format of retainKeys',
  ],
  [
    { finalizers: ['x'] },
    { finalizers: [['y']] },
    422,
    'the server rejected our request due to an error in our request',
  ],
  [
    { containers: [{ name: 'only' }] },
    { '$setElementOrder/containers': [{ name: 'only' }], containers: [{ name: 'new', image: 'n' }] },
    500,
    "The order in patch list:\n[map[image:n name:new]]\n doesn't match $setElementOrder list:\n[map[name:only]]\n",
  ],
])('%j patched with %j is refused', (target, patch, code, message) => {
  expect(() => patched(target, patch)).toThrow(expect.objectContaining({ code, message }))
})

test('without lists and directives it is a merge patch', () => {
  const plain = fc.letrec((tie) => ({
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
    value: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, 1, 'x'), tie('object')),
  })).object
  fc.assert(
    fc.property(plain, plain, (target, patch) => {
      expect(patched(target, patch)).toEqual(mergePatch(target, patch))
    }),
  )
})

interface Container {
  name: string
  image: string
  env?: { name: string; value: string }[]
  ports?: { containerPort: number; name?: string }[]
  args?: string[]
}

interface Deployment {
  metadata: { labels?: unknown; finalizers?: unknown }
  spec: {
    strategy: object
    template: { spec: { containers: Container[]; volumes: object[]; tolerations: object[] } }
  }
}

interface Exchange {
  name: string
  request: { headers?: Record<string, string>; body?: unknown }
  response: { status: number; body: Deployment }
}

test('lists come out as those of a real server', () => {
  const file = new URL('../../e2e/oracle/golden/strategic-merge-patch.json', import.meta.url)
  const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Exchange[] }
  let live: unknown
  for (const { name, request, response } of steps.filter(({ response }) => response.status < 300)) {
    if (request.headers?.['content-type'] === 'application/strategic-merge-patch+json') {
      const ours = patched(live, request.body) as Deployment
      expect({ name, ...essence(ours) }).toEqual({ name, ...essence(response.body) })
    }
    live = response.body
  }
})

/** What patches decide and not the defaults that the server fills in. */
function essence({ metadata: { labels, finalizers }, spec }: Deployment): object {
  const { containers, volumes, tolerations } = spec.template.spec
  return {
    labels: labels ?? {},
    finalizers: finalizers ?? [],
    strategy: Object.keys(spec.strategy),
    volumes: volumes.map((volume) => Object.keys(volume).sort()),
    tolerations,
    containers: containers.map(({ name, image, env = [], ports = [], args = [] }) => ({
      name,
      image,
      env: env.map(({ name, value }) => `${name}=${value}`),
      ports: ports.map(({ containerPort, name }) => `${containerPort} ${name ?? ''}`),
      args,
    })),
  }
}
