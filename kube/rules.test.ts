import { expect, test } from 'vitest'
import type { RequestInfo } from './request-info.ts'
import { covers, describeRules, type PolicyRule, rulesAllow } from './rules.ts'

function about(verb: 'get' | 'list' | 'create', path: string, name?: string): RequestInfo {
  const [group = '', plural = '', subresource] = path.split('/')
  return {
    resource: true,
    verb,
    group,
    version: 'v1',
    plural,
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  }
}

function rule(verbs: string[], apiGroups: string[], resources: string[], names?: string[]): PolicyRule {
  return { verbs, apiGroups, resources, ...(names === undefined ? {} : { resourceNames: names }) }
}

test.each([
  [rule(['get'], [''], ['pods']), about('get', '/pods', 'a'), true],
  [rule(['get'], [''], ['pods']), about('list', '/pods'), false],
  [rule(['*'], ['*'], ['*']), about('create', 'apps/deployments/scale', 'a'), true],
  [rule(['get'], ['apps'], ['pods']), about('get', '/pods', 'a'), false],
  [rule(['get'], [''], ['pods']), about('get', '/pods/log', 'a'), false],
  [rule(['get'], [''], ['pods/log']), about('get', '/pods/log', 'a'), true],
  [rule(['get'], [''], ['pods/log']), about('get', '/pods', 'a'), false],
  [rule(['get'], [''], ['*/log']), about('get', '/pods/log', 'a'), true],
  [rule(['get'], [''], ['*/log']), about('get', '/pods', 'a'), false],
  [rule(['get'], [''], ['pods/*']), about('get', '/pods/log', 'a'), false],
  [rule(['get'], [''], ['pods'], ['a']), about('get', '/pods', 'a'), true],
  [rule(['get'], [''], ['pods'], ['a']), about('get', '/pods', 'b'), false],
  [rule(['list'], [''], ['pods'], ['a']), about('list', '/pods'), false],
  [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }, about('get', '/pods', 'a'), false],
  [{ verbs: ['get'] }, about('get', '/pods', 'a'), false],
])('%j allows %j: %s', (policy, request, allowed) => {
  expect(rulesAllow([policy], request)).toBe(allowed)
})

test.each([
  [['/healthz'], '/healthz', true],
  [['/healthz'], '/healthz/etcd', false],
  [['/healthz/*'], '/healthz/etcd', true],
  [['/healthz*'], '/healthz', true],
  [['*'], '/anything', true],
  [[], '/anything', false],
])('the URLs %j allow %s: %s', (nonResourceURLs, path, allowed) => {
  const request: RequestInfo = { resource: false, verb: 'get', path }
  expect(rulesAllow([{ verbs: ['get'], nonResourceURLs }], request)).toBe(allowed)
})

test.each([
  [[rule(['*'], ['*'], ['*'])], [rule(['get', 'list'], ['', 'apps'], ['pods'])], []],
  [
    [rule(['get'], [''], ['pods'])],
    [rule(['get', 'list'], [''], ['pods', 'nodes'])],
    [rule(['list'], [''], ['pods']), rule(['get'], [''], ['nodes']), rule(['list'], [''], ['nodes'])],
  ],
  [[rule(['get'], [''], ['*/log'])], [rule(['get'], [''], ['pods/log'])], []],
  [[rule(['get'], [''], ['pods'])], [rule(['get'], [''], ['*'])], [rule(['get'], [''], ['*'])]],
  [[rule(['get'], [''], ['pods'])], [rule(['get'], [''], ['pods'], ['a'])], []],
  [
    [rule(['get'], [''], ['pods'], ['a'])],
    [rule(['get'], [''], ['pods'], ['a', 'b'])],
    [rule(['get'], [''], ['pods'], ['b'])],
  ],
  [[rule(['get'], [''], ['pods'], ['a'])], [rule(['get'], [''], ['pods'])], [rule(['get'], [''], ['pods'])]],
  [
    [{ verbs: ['get'], nonResourceURLs: ['/api/*'] }],
    [{ verbs: ['get'], nonResourceURLs: ['/api/v1', '/apis'] }],
    [{ verbs: ['get'], nonResourceURLs: ['/apis'] }],
  ],
])('what %j lacks of %j', (granted, wanted, uncovered) => {
  expect(covers(granted, wanted)).toEqual(uncovered)
})

test('a product of long lists is refused before it is computed', () => {
  const many = Array.from({ length: 100 }, (_, index) => String(index))
  expect(() => covers([], [rule(many, many, many, many)])).toThrow(expect.objectContaining({ code: 400 }))
})

test('missing permissions are described as kube-apiserver does', () => {
  expect(
    describeRules([
      rule(['get'], [''], ['pods']),
      rule(['get'], ['apps'], ['deployments'], ['a']),
      rule(['list'], [''], ['pods']),
      { verbs: ['get'], nonResourceURLs: ['/x'] },
      { verbs: ['post'], nonResourceURLs: ['/x'] },
    ]),
  ).toEqual([
    '{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}',
    '{APIGroups:["apps"], Resources:["deployments"], ResourceNames:["a"], Verbs:["get"]}',
    '{NonResourceURLs:["/x"], Verbs:["get"]}',
    '{NonResourceURLs:["/x"], Verbs:["post"]}',
  ])
})
