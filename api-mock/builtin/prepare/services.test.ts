import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { defaults } from '#api-mock/builtin/defaults/all.ts'
import { services } from './services.ts'

function service(spec: object, status: object = { loadBalancer: {} }): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec, status }
}

const live = service(
  {
    type: 'LoadBalancer',
    clusterIP: '10.0.0.1',
    clusterIPs: ['10.0.0.1'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    sessionAffinity: 'None',
    externalTrafficPolicy: 'Local',
    internalTrafficPolicy: 'Cluster',
    healthCheckNodePort: 30001,
    allocateLoadBalancerNodePorts: true,
    ports: [{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 30000 }],
  },
  { loadBalancer: { ingress: [{ ip: '192.0.2.1', ipMode: 'VIP' }] } },
)

function changed(spec: object): KubeObject | undefined {
  const wanted = { ...live, spec: { ...Object(live.spec), ...spec } }
  return services.prepareForUpdate?.(defaults['/services']?.(wanted) ?? wanted, live, undefined)
}

test('a service that becomes an external name loses its addresses, ports and policies', () => {
  expect(changed({ type: 'ExternalName', externalName: 'example.io' })).toEqual(
    service({
      type: 'ExternalName',
      externalName: 'example.io',
      sessionAffinity: 'None',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    }),
  )
})

test('a service inside the cluster keeps its address, one on nodes its ports as well', () => {
  expect(changed({ type: 'ClusterIP' })?.spec).toEqual({
    type: 'ClusterIP',
    clusterIP: '10.0.0.1',
    clusterIPs: ['10.0.0.1'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
  })
  expect(changed({ type: 'NodePort' })?.spec).toMatchObject({
    externalTrafficPolicy: 'Local',
    ports: [{ nodePort: 30000 }],
  })
})

test('what changes with the type is left for validation', () => {
  const ports = [{ port: 80, nodePort: 30009 }]
  expect(changed({ type: 'ClusterIP', externalTrafficPolicy: 'Cluster', ports })?.spec).toMatchObject({
    externalTrafficPolicy: 'Cluster',
    ports: [{ nodePort: 30009 }],
  })
})

test('a service of the same type stays as it is', () => {
  expect(changed({})).toEqual(live)
})
