import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { changedHostService, hostService, insideService } from './translate-service.ts'

const target = {
  vcluster: 'blue',
  namespace: 'team',
  owner: { apiVersion: 'v1', kind: 'Service', name: 'blue', uid: 's' },
}
const given = { clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.1'] }
const port = { port: 80, protocol: 'TCP' }

function service(spec: JsonObject): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec }
}

function made(spec: JsonObject): unknown {
  return hostService(service(spec), { name: 'web-x-shop-x-blue' }, target).spec
}

test('the host gives a new service its address and its ports on nodes', () => {
  expect(made({ ...given, type: 'NodePort', ports: [{ ...port, nodePort: 30001 }] })).toEqual({
    type: 'NodePort',
    ports: [port],
  })
  expect(made({ clusterIP: 'None', clusterIPs: ['None'] })).toEqual({ clusterIP: 'None' })
})

test('a selector selects the pods of one namespace of one virtual cluster; none stays none', () => {
  expect(made({ selector: { app: 'web' } })).toEqual({
    selector: {
      app: 'web',
      'vcluster.loft.sh/managed-by': 'blue',
      'vcluster.loft.sh/namespace': 'shop',
    },
  })
  expect(made({})).not.toHaveProperty('selector')
})

test('a change inside leaves what the host has given, and inside has the same', () => {
  const host = service({ ...given, type: 'NodePort', ports: [{ ...port, nodePort: 30001 }] })
  const ports = [
    { ...port, nodePort: 31000 },
    { port: 81, protocol: 'TCP' },
  ]
  const inside = service({ clusterIP: '10.96.9.9', clusterIPs: ['10.96.9.9'], type: 'NodePort', ports })
  const wanted = { ...given, type: 'NodePort', ports: [{ ...port, nodePort: 30001 }, ports[1]] }
  expect(changedHostService(host, inside, 'blue').spec).toEqual(wanted)
  expect(insideService(inside, host).spec).toEqual(wanted)
})
