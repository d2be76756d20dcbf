import { expect, test } from 'vitest'
import { qosClassOf } from './qos-class.ts'

const all = { cpu: '1', memory: '1Gi' }
const guaranteed = { resources: { limits: all, requests: all } }

test.each([
  ['BestEffort', 'nothing said', { containers: [{ resources: {} }] }],
  ['BestEffort', 'other resources', { containers: [{ resources: { limits: { 'example.io/gpu': '1' } } }] }],
  ['BestEffort', 'nothing of a resource', { containers: [{ resources: { requests: { cpu: '0' } } }] }],
  ['Guaranteed', 'all limited to what is requested', { containers: [guaranteed, guaranteed] }],
  ['Burstable', 'one container without', { containers: [guaranteed, { resources: {} }] }],
  ['Burstable', 'one init container without', { containers: [guaranteed], initContainers: [{}] }],
  [
    'Burstable',
    'no memory',
    { containers: [{ resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } }] },
  ],
  [
    'Burstable',
    'less requested',
    { containers: [{ resources: { limits: all, requests: { cpu: '1', memory: '1' } } }] },
  ],
  ['Guaranteed', 'the whole pod limited', { resources: { limits: all, requests: all }, containers: [{}] }],
  ['Burstable', 'the whole pod requests', { resources: { requests: all }, containers: [guaranteed] }],
  [
    'Guaranteed',
    'the same amount written differently',
    { containers: [{ resources: { limits: all, requests: { cpu: '1000m', memory: '1024Mi' } } }] },
  ],
])('%s: %s', (expected, _what, spec) => {
  expect(qosClassOf(spec)).toBe(expected)
})
