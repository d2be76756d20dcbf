import { expect, test } from 'vitest'
import { readRequest } from '#kube/request-info.ts'
import { StatusError } from '#kube/status.ts'
import { checkSpace } from './space.ts'
import { readTarget } from './target.ts'

const space = { name: 'app', namespace: 'web-s-app' }

/** The message of a refusal; undefined for what is served. */
function refusalOf(line: string): string | undefined {
  const [method = '', raw = ''] = line.split(' ')
  const { segments, query } = readTarget(raw)
  try {
    checkSpace(space, 'loft:user:ada', { method, segments, info: readRequest(method, segments, query) })
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(StatusError)
    expect(error).toMatchObject({ code: 403, reason: 'Forbidden' })
    return (error as StatusError).message
  }
}

test.each([
  'GET /version',
  'GET /api',
  'HEAD /api',
  'GET /api/v1',
  'GET /api/v1/',
  'GET /apis',
  'GET /apis/apps',
  'GET /apis/apps/v1',
  'GET /openapi/v2',
  'GET /openapi/v3',
  'GET /openapi/v3/apis/apps/v1?hash=A',
  'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
  'POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
  'POST /apis/authentication.k8s.io/v1/selfsubjectreviews',
  'GET /api/v1/namespaces/web-s-app',
  'GET /api/v1/namespaces/web-s-app/',
  'GET /api/v1/namespaces/web-s-app/pods',
  'POST /api/v1/namespaces/web-s-app/pods',
  'DELETE /api/v1/namespaces/web-s-app/pods',
  'GET /api/v1/namespaces/web-s-app/pods?watch=1',
  'PATCH /apis/apps/v1/namespaces/web-s-app/deployments/x',
  'GET /apis/apps/v1/namespaces/web-s-app/deployments/x/scale',
  'POST /api/v1/namespaces/web-s-app/pods/x/exec?command=id',
  'GET /api/v1/namespaces/web-s-app/services/http:x:80/proxy/api/v1/namespaces',
  'GET /api/v1/watch/namespaces/web-s-app/pods',
  'GET /apis/apps/v1/watch/namespaces/web-s-app/deployments/x',
  'POST /apis/authorization.k8s.io/v1/namespaces/web-s-app/localsubjectaccessreviews',
  'GET /apis/metrics.k8s.io/v1beta1/namespaces/web-s-app/pods',
])('%s is served', (line) => {
  expect(refusalOf(line)).toBeUndefined()
})

test.each([
  // All there is, in one namespace or in none.
  'GET /api/v1/pods',
  'GET /api/v1/pods?fieldSelector=metadata.namespace=web-s-app',
  'GET /api/v1/pods?watch=1',
  'GET /apis/apps/v1/deployments',
  'DELETE /api/v1/pods',
  'GET /api/v1/nodes',
  'GET /api/v1/nodes/one/proxy/run',
  'GET /api/v1/persistentvolumes/one',
  'GET /apis/rbac.authorization.k8s.io/v1/clusterroles',
  'POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  'GET /apis/management.loft.sh/v1/users',
  // Another namespace.
  'GET /api/v1/namespaces/kube-system/secrets',
  'GET /api/v1/namespaces/web-s-app2/pods',
  'GET /api/v1/namespaces/WEB-S-APP/pods',
  'POST /api/v1/namespaces/default/pods/x/exec',
  'GET /apis/apps/v1/namespaces/default/deployments',
  'GET /api/v1/namespaces/kube-system',
  // Namespaces themselves.
  'GET /api/v1/namespaces',
  'GET /api/v1/namespaces?fieldSelector=metadata.name=web-s-app',
  'GET /api/v1/namespaces?watch=1&fieldSelector=metadata.name%3Dweb-s-app',
  'POST /api/v1/namespaces',
  'DELETE /api/v1/namespaces/web-s-app',
  'PATCH /api/v1/namespaces/web-s-app',
  'PUT /api/v1/namespaces/web-s-app',
  'PUT /api/v1/namespaces/web-s-app/finalize',
  'PUT /api/v1/namespaces/web-s-app/finalize/x',
  'PATCH /api/v1/namespaces/web-s-app/status',
  'GET /api/v1/namespaces/web-s-app/status',
  'GET /apis/apps/v1/namespaces/web-s-app',
  // The old spellings of watches and proxies.
  'GET /api/v1/watch/pods',
  'GET /api/v1/watch/namespaces',
  'GET /api/v1/watch/namespaces/web-s-app',
  'GET /api/v1/watch/namespaces/kube-system/secrets',
  'DELETE /api/v1/watch/namespaces/web-s-app/pods/x',
  'GET /api/v1/watch/watch/namespaces/web-s-app/pods',
  'GET /api/v1/proxy/namespaces/web-s-app/pods/x',
  'GET /apis/apps/v1/watch/namespaces/default/deployments',
  // The namespace in a place where it is none.
  'GET /api/v1/pods/namespaces/web-s-app/x',
  'GET /apis/namespaces/web-s-app/pods',
  'GET /api/namespaces/web-s-app/pods',
  'GET /apis/apps/namespaces/web-s-app/deployments',
  'GET /x/v1/namespaces/web-s-app/pods',
  // Documents that a server has besides, and writes to those that are served.
  'GET /',
  'GET /metrics',
  'GET /healthz',
  'GET /logs/x',
  'GET /debug/pprof/profile',
  'GET /.well-known/openid-configuration',
  'GET /openid/v1/jwks',
  'GET /version/x',
  'POST /version',
  'POST /api/v1',
  'DELETE /apis/apps/v1',
  'POST /openapi/v3',
  // Questions about others, and about oneself in another way.
  'POST /apis/authorization.k8s.io/v1/subjectaccessreviews',
  'POST /apis/authentication.k8s.io/v1/tokenreviews',
  'GET /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
  'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews/x',
  'POST /apis/example.org/v1/selfsubjectaccessreviews',
])('%s is not', (line) => {
  expect(refusalOf(line)).toMatch(/"web-s-app"|a space serves only a get/)
})

test('who asks for more is told what there is', () => {
  expect(refusalOf('GET /api/v1/pods')).toBe(
    'pods is forbidden: User "loft:user:ada" cannot list resource "pods" in API group "" at the cluster scope: the space "app" serves the namespace "web-s-app" alone; ask in it, as kubectl does with -n web-s-app',
  )
  expect(refusalOf('GET /apis/apps/v1/namespaces/default/deployments/x')).toBe(
    'deployments.apps "x" is forbidden: User "loft:user:ada" cannot get resource "deployments" in API group "apps" in the namespace "default": the space "app" serves the namespace "web-s-app" alone; ask in it, as kubectl does with -n web-s-app',
  )
  expect(refusalOf('DELETE /api/v1/namespaces/web-s-app')).toContain('of the namespace itself')
  expect(refusalOf('GET /metrics')).toContain('cannot get path "/metrics"')
})
