import { describe, expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

describe('services', () => {
  const balancer = {
    loadBalancer: { ingress: [{ ip: '9.9.9.9' }, { hostname: 'a.example' }, { ip: '9.9.9.9' }] },
  }
  const externalIPs = ['1.1.1.1', '2.2.2.2']

  test.each([
    ['<none>', { type: 'ClusterIP' }, {}],
    ['1.1.1.1,2.2.2.2', { type: 'NodePort', externalIPs }, {}],
    ['<pending>', { type: 'LoadBalancer' }, {}],
    ['9.9.9.9,a.example', { type: 'LoadBalancer' }, balancer],
    ['9.9.9.9,a.example,1.1.1.1,2.2.2.2', { type: 'LoadBalancer', externalIPs }, balancer],
    ['db.example', { type: 'ExternalName', externalName: 'db.example' }, {}],
  ])('external address %s', (shown, spec, status) => {
    expect(rowOf('/services', { spec, status })['External-IP']).toBe(shown)
  })

  test('ports, with those of the nodes', () => {
    const ports = [
      { port: 80, protocol: 'TCP', nodePort: 30080 },
      { port: 53, protocol: 'UDP' },
    ]
    const spec = { type: 'NodePort', clusterIPs: ['10.0.0.1', 'fd00::1'], ports, selector: { app: 'x' } }
    expect(rowOf('/services', { spec })).toEqual({
      Type: 'NodePort',
      'Cluster-IP': '10.0.0.1',
      'External-IP': '<none>',
      'Port(s)': '80:30080/TCP,53/UDP',
      Selector: 'app=x',
    })
    expect(rowOf('/services', { spec: { type: 'ExternalName' } })).toMatchObject({
      'Cluster-IP': '<none>',
      'Port(s)': '<none>',
      Selector: '<none>',
    })
  })
})

test('endpoints show the first three addresses', () => {
  const shown = (subsets?: object[]) => rowOf('/endpoints', { subsets }).Endpoints
  const addresses = [{ ip: '1.0.0.1' }, { ip: 'fd00::2' }]
  expect(shown()).toBe('<none>')
  expect(shown([{ notReadyAddresses: addresses, ports: [{ port: 80 }] }])).toBe('')
  expect(shown([{ addresses }])).toBe('1.0.0.1,fd00::2')
  expect(shown([{ addresses, ports: [{ port: 80 }, { port: 443 }] }])).toBe(
    '1.0.0.1:80,[fd00::2]:80,1.0.0.1:443 + 1 more...',
  )
})

test('endpoint slices', () => {
  const endpoints = [{ addresses: ['1.0.0.1', '1.0.0.2'] }, { addresses: ['1.0.0.3', '1.0.0.4'] }]
  const ports = [{ port: 80 }, { name: 'any' }, {}]
  expect(rowOf('discovery.k8s.io/endpointslices', { addressType: 'IPv4', endpoints, ports })).toEqual({
    AddressType: 'IPv4',
    Ports: '80,any,*',
    Endpoints: '1.0.0.1,1.0.0.2,1.0.0.3 + 1 more...',
  })
  expect(rowOf('discovery.k8s.io/endpointslices', { addressType: 'IPv4' })).toMatchObject({
    Ports: '<unset>',
    Endpoints: '<unset>',
  })
})

test('ingresses and their classes', () => {
  const hosts = (...names: string[]) =>
    rowOf('networking.k8s.io/ingresses', { spec: { rules: names.map((host) => ({ host })) } }).Hosts
  expect(hosts()).toBe('*')
  expect(hosts('', 'b', 'c', 'd')).toBe('b,c,d')
  expect(hosts('a', 'b', 'c', 'd', 'e')).toBe('a,b,c + 2 more...')
  const spec = { ingressClassName: 'nginx', tls: [{ hosts: ['a'] }] }
  const status = { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } }
  expect(rowOf('networking.k8s.io/ingresses', { spec, status })).toMatchObject({
    Class: 'nginx',
    Address: 'lb.example',
    Ports: '80, 443',
  })
  const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' }
  const parameters = { apiGroup: 'k8s.example.com', kind: 'Params', name: 'p' }
  expect(
    rowOf('networking.k8s.io/ingressclasses', {
      metadata: { name: 'nginx', annotations },
      spec: { controller: 'example.com/c', parameters },
    }),
  ).toEqual({
    Name: 'nginx (default)',
    Controller: 'example.com/c',
    Parameters: 'Params.k8s.example.com/p',
  })
})

test('policies, addresses and ranges', () => {
  const networkPolicy = { spec: { podSelector: { matchLabels: { b: '2', a: '1' } } } }
  expect(rowOf('networking.k8s.io/networkpolicies', networkPolicy)).toEqual({ 'Pod-Selector': 'a=1,b=2' })
  const parentRef = { resource: 'services', namespace: 'default', name: 'kubernetes' }
  expect(rowOf('networking.k8s.io/ipaddresses', { spec: { parentRef } })).toEqual({
    ParentRef: 'services/default/kubernetes',
  })
  expect(rowOf('networking.k8s.io/servicecidrs', { spec: { cidrs: ['10.0.0.0/24', 'fd00::/112'] } })).toEqual(
    { CIDRs: '10.0.0.0/24,fd00::/112' },
  )
})
