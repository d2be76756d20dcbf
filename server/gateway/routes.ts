import { notFound, methodNotAllowed } from '#kube/status.ts'

/**
 * Who may use a route. `public`: anybody. `page`: anybody, but a browser only from the console's own pages.
 * `caller`: whoever has a valid credential. `operator`: loopback, or a valid credential. `decided`: a valid
 * credential, and then `decide` for the object. `passed`: a valid credential, and then the RBAC of the cluster.
 * `used`: a valid credential, then `may` for the use of the instance, and then the RBAC of where it is.
 */
export type Rule = 'public' | 'page' | 'caller' | 'operator' | 'decided' | 'passed' | 'used'

/** Who answers: fastify for Aerie's own endpoints, a kubectl shell, the console's files, or a cluster. */
export type Answerer = 'own' | 'terminal' | 'console' | 'management' | 'cluster' | 'space' | 'virtualCluster'

export interface Route {
  /** Segments below `*` belong to the route; one in braces may be any. */
  path: string
  methods: readonly string[]
  rule: Rule
  answerer: Answerer
}

const anyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Every route of the gateway, the first match counts; what is not here is not served (rule 3). */
export const routes: readonly Route[] = [
  { path: '/healthz', methods: ['GET', 'HEAD'], rule: 'public', answerer: 'own' },
  { path: '/readyz', methods: ['GET', 'HEAD'], rule: 'public', answerer: 'own' },
  { path: '/version', methods: ['GET', 'HEAD'], rule: 'public', answerer: 'own' },
  { path: '/metrics', methods: ['GET', 'HEAD'], rule: 'operator', answerer: 'own' },
  { path: '/auth/methods', methods: ['GET', 'HEAD'], rule: 'public', answerer: 'own' },
  { path: '/auth/session', methods: ['POST'], rule: 'page', answerer: 'own' },
  { path: '/auth/password/login', methods: ['POST'], rule: 'page', answerer: 'own' },
  { path: '/auth/logout', methods: ['POST'], rule: 'page', answerer: 'own' },
  { path: '/auth/kubeconfig', methods: ['POST'], rule: 'caller', answerer: 'own' },
  { path: '/auth/preferences', methods: ['GET', 'HEAD', 'PATCH'], rule: 'caller', answerer: 'own' },
  { path: '/api/audit/page', methods: ['GET'], rule: 'caller', answerer: 'own' },
  { path: '/api/audit/lines', methods: ['GET'], rule: 'caller', answerer: 'own' },
  { path: '/api/audit/follow', methods: ['GET'], rule: 'caller', answerer: 'own' },
  { path: '/api/clusters/{cluster}', methods: ['POST'], rule: 'caller', answerer: 'own' },
  { path: '/api/settings', methods: ['GET'], rule: 'caller', answerer: 'own' },
  { path: '/terminal', methods: ['GET', 'HEAD'], rule: 'caller', answerer: 'own' },
  { path: '/terminal/sessions', methods: ['POST'], rule: 'caller', answerer: 'own' },
  {
    path: '/terminal/sessions/{session}',
    methods: ['GET', 'HEAD', 'DELETE'],
    rule: 'caller',
    answerer: 'terminal',
  },
  { path: '/kubernetes/management/*', methods: anyMethod, rule: 'decided', answerer: 'management' },
  { path: '/kubernetes/cluster/{cluster}/*', methods: anyMethod, rule: 'passed', answerer: 'cluster' },
  {
    path: '/kubernetes/project/{project}/space/{name}/*',
    methods: anyMethod,
    rule: 'used',
    answerer: 'space',
  },
  {
    path: '/kubernetes/project/{project}/virtualcluster/{name}/*',
    methods: anyMethod,
    rule: 'used',
    answerer: 'virtualCluster',
  },
  { path: '/*', methods: ['GET', 'HEAD'], rule: 'public', answerer: 'console' },
]

/** Names that are no pages: below them only what the table lists exists. */
export const reserved: ReadonlySet<string> = new Set([
  'kubernetes',
  'auth',
  'api',
  'apis',
  'metrics',
  'terminal',
])

/** The routes with their paths taken apart, once and not for every request. */
const patterns = routes.map((route) => ({ route, ...patternOf(route.path) }))

/** Finds the route of a request, or throws 404 or 405. */
export function routeOf(method: string, segments: readonly string[]): Route {
  const found = patterns.filter((pattern) => matches(pattern, segments)).map(({ route }) => route)
  const route = found.find(({ methods }) => methods.includes(method))
  const missing = found.length === 0 || (route?.answerer === 'console' && reserved.has(segments[0] ?? ''))
  const exact = found.some(({ answerer }) => answerer !== 'console')
  if (route !== undefined && !missing && (route.answerer !== 'console' || !exact)) return route
  if (exact) throw methodNotAllowed()
  throw notFound({ group: '', plural: 'paths', name: `/${segments.join('/')}` })
}

interface Pattern {
  /** Segments, one in braces for any. */
  fixed: readonly string[]
  /** Whether more segments may follow. */
  open: boolean
}

function patternOf(path: string): Pattern {
  const parts = path.split('/').slice(1)
  const open = parts.at(-1) === '*'
  return { fixed: open ? parts.slice(0, -1) : parts, open }
}

function matches({ fixed, open }: Pattern, segments: readonly string[]): boolean {
  return (
    (open ? segments.length >= fixed.length : segments.length === fixed.length) &&
    fixed.every((part, index) => part === segments[index] || part.startsWith('{'))
  )
}
