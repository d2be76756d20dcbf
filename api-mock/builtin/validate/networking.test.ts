import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { messages, object } from './test-objects.ts'

const backend = { service: { name: 'web', port: { number: 80 } } }

function ingress(fields: JsonObject): KubeObject {
  return object('Ingress', { spec: fields })
}

function ingressTo(path: JsonObject): KubeObject {
  return ingress({ rules: [{ http: { paths: [{ backend, ...path }] } }] })
}

function policy(fields: JsonObject): KubeObject {
  return object('NetworkPolicy', { spec: { podSelector: {}, ...fields } })
}

function slice(addressType: string, addresses: string[]): KubeObject {
  return object('EndpointSlice', { addressType, endpoints: [{ addresses }] })
}

test.each<[string, KubeObject, string[]]>([
  [
    'with neither rules nor a backend',
    ingress({}),
    ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
  ],
  [
    'with a backend of nothing',
    ingress({ defaultBackend: {} }),
    ['spec.defaultBackend: Invalid value: "": resource or service backend is required'],
  ],
  [
    'with a backend without port',
    ingress({ defaultBackend: { service: { name: 'web', port: {} } } }),
    ['spec.defaultBackend: Required value: port name or number is required'],
  ],
  [
    'with both name and number of a port',
    ingress({ defaultBackend: { service: { name: 'web', port: { name: 'http', number: 80 } } } }),
    ['spec.defaultBackend: Invalid value: "": cannot set both port name & port number'],
  ],
  [
    'with a path without type',
    ingressTo({ path: '/' }),
    ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified'],
  ],
  [
    'with an unknown type of path',
    ingressTo({ path: '/', pathType: 'Regex' }),
    [
      'spec.rules[0].http.paths[0].pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"',
    ],
  ],
  [
    'with a path that does not begin with a slash',
    ingressTo({ path: 'web', pathType: 'Prefix' }),
    ['spec.rules[0].http.paths[0].path: Invalid value: "web": must be an absolute path'],
  ],
  [
    'with a path that leads up',
    ingressTo({ path: '/a/../b', pathType: 'Exact' }),
    ['spec.rules[0].http.paths[0].path: Invalid value: "/a/../b": must not contain \'/../\''],
  ],
  [
    'with an address for a host',
    ingress({ rules: [{ host: '10.0.0.1' }] }),
    ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
  ],
  [
    'with a star in the middle of a host',
    ingress({ rules: [{ host: 'a.*.example.com' }] }),
    [
      "spec.rules[0].host: Invalid value: \"a.*.example.com\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    'with a secret that is no name',
    ingress({ defaultBackend: backend, tls: [{ secretName: 'A_' }] }),
    [
      "spec.tls[0].secretName: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
])('an ingress is refused: %s', (_what, object, expected) => {
  expect(messages('networking.k8s.io/ingresses', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'without controller',
    object('IngressClass', { spec: { controller: '' } }),
    ['spec.controller: Required value'],
  ],
  [
    'with a controller without domain',
    object('IngressClass', { spec: { controller: 'nginx' } }),
    ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
  ],
])('a class of ingresses is refused: %s', (_what, object, expected) => {
  expect(messages('networking.k8s.io/ingressclasses', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with an unknown type',
    policy({ policyTypes: ['Both'] }),
    ['spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"'],
  ],
  [
    'with a peer of nothing',
    policy({ ingress: [{ from: [{}] }] }),
    ['spec.ingress[0].from[0]: Required value: must specify a peer'],
  ],
  [
    'with a block and a selector at once',
    policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }] }] }),
    ['spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer'],
  ],
  [
    'with a block that is none',
    policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }] }),
    [
      'spec.egress[0].to[0].ipBlock.cidr: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'with a block with bits behind its prefix',
    policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] }),
    [
      'spec.egress[0].to[0].ipBlock.cidr: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
    ],
  ],
  [
    'with an exception outside of its block',
    policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }] }),
    [
      'spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
  ],
  [
    'with a range of ports that ends before it begins',
    policy({ ingress: [{ ports: [{ protocol: 'TCP', port: 90, endPort: 80 }] }] }),
    ['spec.ingress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`'],
  ],
])('a network policy is refused: %s', (_what, object, expected) => {
  expect(messages('networking.k8s.io/networkpolicies', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'without addresses',
    object('Endpoints', { subsets: [{ ports: [{ port: 80, protocol: 'TCP' }] }] }),
    ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
  ],
  [
    'with an address that is none',
    object('Endpoints', { subsets: [{ addresses: [{ ip: 'web' }] }] }),
    [
      'subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address',
    ],
  ],
  [
    'with an address of their host',
    object('Endpoints', { subsets: [{ addresses: [{ ip: '127.0.0.1' }] }] }),
    [
      'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
  ],
  [
    'with zeros before a number',
    object('Endpoints', { subsets: [{ addresses: [{ ip: '010.0.0.1' }] }] }),
    ['subsets[0].addresses[0].ip: Invalid value: "010.0.0.1": must not have leading 0s'],
  ],
])('endpoints are refused: %s', (_what, object, expected) => {
  expect(messages('/endpoints', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with an unknown kind of addresses',
    slice('DNS', ['a']),
    ['addressType: Unsupported value: "DNS": supported values: "FQDN", "IPv4", "IPv6"'],
  ],
  [
    'with an address of another family',
    slice('IPv4', ['fd00::1']),
    ['endpoints[0].addresses: Invalid value: "fd00::1": must be an IPv4 address'],
  ],
  [
    'with a long form of an address',
    slice('IPv6', ['fd00:0::1']),
    ['endpoints[0].addresses[0]: Invalid value: "fd00:0::1": must be in canonical form ("fd00::1")'],
  ],
  [
    'without addresses',
    slice('IPv4', []),
    ['endpoints[0].addresses: Required value: must contain at least 1 address'],
  ],
])('a slice of endpoints is refused: %s', (_what, object, expected) => {
  expect(messages('discovery.k8s.io/endpointslices', object)).toEqual(expected)
})
