import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import { readPodSpec } from './pod-spec.ts'
import { environmentProblem, volumeProblem } from './references.ts'
import type { LookUp } from './references.ts'

const objects: Record<string, JsonObject> = {
  'configmaps/settings': { data: { mode: 'fast' } },
  'secrets/keys': { data: {} },
  'persistentvolumeclaims/bound': { status: { phase: 'Bound' } },
  'persistentvolumeclaims/waiting': { status: { phase: 'Pending' } },
}
const lookUp: LookUp = (resource, name) => objects[`${resource}/${name}`]
const pod = (spec: JsonObject) =>
  readPodSpec({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'team', name: 'p' }, spec })

test.each<[string, JsonObject, string | undefined]>([
  ['what is there', { configMap: { name: 'settings' } }, undefined],
  [
    'a missing ConfigMap',
    { configMap: { name: 'none' } },
    'MountVolume.SetUp failed for volume "v" : configmap "none" not found',
  ],
  ['an optional Secret', { secret: { secretName: 'none', optional: true } }, undefined],
  [
    'a missing part of a projected volume',
    { projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }, { secret: { name: 'none' } }] } },
    'MountVolume.SetUp failed for volume "v" : secret "none" not found',
  ],
  ['a bound claim', { persistentVolumeClaim: { claimName: 'bound' } }, undefined],
  ['a claim that waits for its volume', { persistentVolumeClaim: { claimName: 'waiting' } }, ''],
])('a volume of %s', (_what, volume, expected) => {
  expect(volumeProblem(pod({ volumes: [{ name: 'v', ...volume }] }), lookUp)).toBe(expected)
})

const from = (kind: string, name: string, key: string, more = {}): JsonObject => ({
  env: [{ name: 'A', valueFrom: { [kind]: { name, key, ...more } } }],
})

test.each<[string, JsonObject, string | undefined]>([
  ['a key that is there', from('configMapKeyRef', 'settings', 'mode'), undefined],
  ['a missing ConfigMap', from('configMapKeyRef', 'none', 'mode'), 'configmap "none" not found'],
  ['a missing key', from('secretKeyRef', 'keys', 'k'), "couldn't find key k in Secret team/keys"],
  ['an optional key', from('secretKeyRef', 'keys', 'k', { optional: true }), undefined],
  ['all of a missing Secret', { envFrom: [{ secretRef: { name: 'none' } }] }, 'secret "none" not found'],
])('a variable of %s', (_what, container, expected) => {
  expect(environmentProblem(pod({}), container, lookUp)).toBe(expected)
})
