import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { readControlPlane } from './control-plane.ts'

const container = {
  name: 'syncer',
  image: 'ghcr.io/loft-sh/vcluster-oss:0.30.0',
  volumeMounts: [{ name: 'store', mountPath: '/data' }],
}

function pod({ spec = {}, own = {}, metadata = {}, status = {} }): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'dev-0', namespace: 'web', uid: 'u', ...metadata },
    spec: { containers: [{ ...container, ...own }], ...spec },
    status: { phase: 'Running', ...status },
  }
}

test.each([
  ['loft-sh/vcluster-pro:0.30.0', true],
  ['vcluster', true],
  ['registry.acme.io/mirror/vcluster-oss@sha256:' + 'a'.repeat(64), true],
  ['acme/not-vcluster', false],
  ['vcluster/web', false],
])('%s is the image of one: %s', (image, isOne) => {
  expect(readControlPlane(pod({ own: { image } })) !== undefined).toBe(isOne)
})

test('a container of the image that runs a shell is none', () => {
  expect(readControlPlane(pod({ own: { command: ['sh', '-c', 'sleep 1'] } }))).toBeUndefined()
})

test('its name is said by the environment, a label, what controls it, or the pod', () => {
  const metadata = {
    labels: { release: 'label' },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'owner', uid: 'o', controller: true },
    ],
  }
  const own = { env: [{ name: 'VCLUSTER_NAME', value: 'variable' }] }
  const { labels: _labels, ...owned } = metadata
  expect(
    [pod({ own, metadata }), pod({ metadata }), pod({ metadata: owned }), pod({})].map(
      (each) => readControlPlane(each)?.name,
    ),
  ).toEqual(['variable', 'label', 'owner', 'dev-0'])
})

test('its data is on the claim that is mounted, or goes with the pod', () => {
  const volumes = [
    { name: 'other', persistentVolumeClaim: { claimName: 'other' } },
    { name: 'store', persistentVolumeClaim: { claimName: 'data-dev-0' } },
  ]
  expect(readControlPlane(pod({ spec: { volumes } }))?.claim).toBe('data-dev-0')
  expect(
    readControlPlane(pod({ spec: { volumes: [{ name: 'store', emptyDir: {} }] } }))?.claim,
  ).toBeUndefined()
})

test('it has a run only while its container runs', () => {
  const statuses = (state: object): object => ({
    containerStatuses: [{ name: 'syncer', restartCount: 3, state }],
  })
  const running = statuses({ running: { startedAt: '2026-03-01T12:00:00Z' } })
  expect(readControlPlane(pod({ status: running }))?.run).toBe(3)
  expect(readControlPlane(pod({ status: { ...running, phase: 'Failed' } }))?.run).toBeUndefined()
  expect(readControlPlane(pod({ status: statuses({ waiting: { reason: 'x' } }) }))?.run).toBeUndefined()
})
