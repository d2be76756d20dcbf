import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { teamCrd, widgetCrd } from '#e2e/oracle/scenarios/crds.ts'
import type { CustomResourceDefinition } from './crd.ts'
import { crdOpenApi, openApiIndex } from './openapi.ts'

test('the index names each document with its hash', () => {
  expect(openApiIndex([{ place: 'apis/example.org/v1', hash: 'ab' }])).toEqual({
    paths: { 'apis/example.org/v1': { serverRelativeURL: '/openapi/v3/apis/example.org/v1?hash=ab' } },
  })
})

test('the document of two definitions is the one that a real kube-apiserver publishes', () => {
  const golden = JSON.parse(
    readFileSync(new URL('../e2e/oracle/golden/openapi.json', import.meta.url), 'utf8'),
  ) as { steps: { request: { path: string }; response: { body: unknown } }[] }
  const recorded = golden.steps.find(
    ({ request }) => request.path === '/openapi/v3/apis/management.example.io/v1',
  )
  const crds = [teamCrd, widgetCrd] as unknown as CustomResourceDefinition[]
  expect(JSON.parse(JSON.stringify(crdOpenApi('management.example.io', 'v1', crds)))).toEqual(
    recorded?.response.body,
  )
})
