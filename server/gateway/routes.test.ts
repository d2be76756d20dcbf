import { expect, test } from 'vitest'
import { StatusError } from '#kube/status.ts'
import { routeOf } from './routes.ts'

function code(method: string, path: string): number {
  try {
    routeOf(method, path.split('/').slice(1).filter(Boolean))
    return 200
  } catch (error) {
    if (error instanceof StatusError) return error.code
    throw error
  }
}

test.each([
  ['GET', '/healthz', 200],
  ['POST', '/healthz', 405],
  ['GET', '/auth/session', 405],
  ['POST', '/auth/session', 200],
  ['GET', '/auth/other', 404],
  ['GET', '/kubernetes', 404],
  ['GET', '/kubernetes/cluster', 404],
  ['PATCH', '/kubernetes/cluster/x', 200],
  ['GET', '/kubernetes/cluster/x/api', 200],
  ['GET', '/kubernetes/clusters/x/api', 404],
  ['DELETE', '/kubernetes/management/apis', 200],
  ['GET', '/', 200],
  ['GET', '/teams/red', 200],
  ['POST', '/teams', 404],
  ['GET', '/healthz/x', 200],
])('%s %s is answered with %i', (method, path, expected) => {
  expect(code(method, path)).toBe(expected)
})
