import { expect, test } from 'vitest'
import { requestsOf } from './resources.ts'

const asks = (cpu: string, more = {}): unknown => ({ resources: { requests: { cpu } }, ...more })

test.each([
  ['the sum of its containers', { containers: [asks('100m'), asks('1.5'), {}] }, 1600],
  ['its largest init container', { initContainers: [asks('2'), asks('3')], containers: [asks('1')] }, 3000],
  [
    'sidecars beside what runs',
    { initContainers: [asks('1', { restartPolicy: 'Always' }), asks('500m')], containers: [asks('2')] },
    3000,
  ],
  [
    'an init container beside the sidecars before it',
    { initContainers: [asks('1', { restartPolicy: 'Always' }), asks('4')], containers: [asks('2')] },
    5000,
  ],
  [
    'what the pod itself asks for',
    { resources: { requests: { cpu: '750m' } }, containers: [asks('2')] },
    750,
  ],
  ['its overhead on top', { overhead: { cpu: '250m' }, containers: [asks('1')] }, 1250],
])('a pod needs %s', (_what, spec, expected) => {
  expect(requestsOf(spec)).toEqual({ cpu: expected })
})
