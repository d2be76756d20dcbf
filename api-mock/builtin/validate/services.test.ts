import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { messages, object } from './test-objects.ts'

const web = { port: 80, protocol: 'TCP', targetPort: 80 }

function service(fields: JsonObject = {}): KubeObject {
  const defaults = { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' }
  return object('Service', { spec: { ...defaults, ports: [web], ...fields } })
}

const settled = {
  clusterIP: '10.96.0.1',
  clusterIPs: ['10.96.0.1'],
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
}

test.each<[string, KubeObject, string[]]>([
  ['without ports', service({ ports: [] }), ['spec.ports: Required value']],
  [
    'with two ports, one without name',
    service({
      ports: [
        { ...web, name: 'a' },
        { ...web, port: 81 },
      ],
    }),
    ['spec.ports[1].name: Required value'],
  ],
  [
    'with two ports of one name',
    service({
      ports: [
        { ...web, name: 'a' },
        { ...web, name: 'a', port: 81 },
      ],
    }),
    ['spec.ports[1].name: Duplicate value: "a"'],
  ],
  [
    'with two ports of one number',
    service({
      ports: [
        { ...web, name: 'a' },
        { ...web, name: 'b' },
      ],
    }),
    [
      'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ],
  ],
  [
    'with a port out of range',
    service({ ports: [{ ...web, port: 0 }] }),
    ['spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  [
    'with an unknown protocol',
    service({ ports: [{ ...web, protocol: 'HTTP' }] }),
    ['spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"'],
  ],
  [
    'with an unknown type',
    service({ type: 'Ingress' }),
    [
      'spec.type: Unsupported value: "Ingress": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
  ],
  [
    'with a port of the nodes inside the cluster',
    service({ ports: [{ ...web, nodePort: 30000 }] }),
    ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
  ],
  [
    'with a name of a host that is none',
    service({ type: 'ExternalName', externalName: 'a_b' }),
    [
      "spec.externalName: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  ['without name of a host', service({ type: 'ExternalName' }), ['spec.externalName: Required value']],
  [
    'headless at a port of the nodes',
    service({ type: 'NodePort', clusterIP: 'None', clusterIPs: ['None'], externalTrafficPolicy: 'Cluster' }),
    ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
  ],
  [
    'with an address that is none',
    service({ clusterIP: 'x', clusterIPs: ['x'] }),
    ['spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
  ],
  [
    'with two addresses of a family',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'] }),
    [
      'spec.clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each IP family',
    ],
  ],
  [
    'with an address of another family',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv6'] }),
    ['spec.clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`'],
  ],
  [
    'with an external address of its host',
    service({ externalIPs: ['127.0.0.1'], externalTrafficPolicy: 'Cluster' }),
    [
      'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
  ],
  [
    'with ranges for a balancer that it has not',
    service({ loadBalancerSourceRanges: ['10.0.0.0/8'] }),
    ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [
    'with a selector that is no label',
    service({ selector: { 'a b': 'c' } }),
    [
      "spec.selector: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'with affinity for no time',
    service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }),
    [
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
    ],
  ],
  [
    'with a policy for traffic that it has not',
    service({ externalTrafficPolicy: 'Local' }),
    [
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
  ],
])('a service is refused: %s', (_what, object, expected) => {
  expect(messages('/services', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  [
    'may not be its address',
    service(settled),
    service({ ...settled, clusterIP: '10.96.0.2', clusterIPs: ['10.96.0.2'] }),
    ['spec.clusterIPs[0]: Invalid value: ["10.96.0.2"]: may not change once set'],
  ],
  [
    'may not be no address',
    service(settled),
    service({ ...settled, clusterIP: undefined, clusterIPs: undefined }),
    ['spec.clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset'],
  ],
  [
    'may not be its family',
    service({ ipFamilies: ['IPv4'] }),
    service({ ipFamilies: ['IPv6'] }),
    ['spec.ipFamilies[0]: Invalid value: ["IPv6"]: may not change once set'],
  ],
  [
    'may be a second address',
    service(settled),
    service({
      ...settled,
      clusterIPs: ['10.96.0.1', 'fd00::1'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
    }),
    [],
  ],
  ['may be its ports', service(settled), service({ ...settled, ports: [{ ...web, port: 81 }] }), []],
])('a change of a service: %s', (_what, before, after, expected) => {
  expect(messages('/services', after, before)).toEqual(expected)
})
