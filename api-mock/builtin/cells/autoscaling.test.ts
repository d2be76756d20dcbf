import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

function targets(specs: object[], statuses: object[] = []): unknown {
  return rowOf('autoscaling/v2/horizontalpodautoscalers', {
    spec: { metrics: specs },
    status: { currentMetrics: statuses },
  }).Targets
}

const cpu = (target: object) => ({ type: 'Resource', resource: { name: 'cpu', target } })

test('an autoscaler shows what it measures of what it aims at', () => {
  expect(targets([])).toBe('<none>')
  expect(targets([cpu({ averageUtilization: 80 })])).toBe('cpu: <unknown>/80%')
  const measured = { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } }
  expect(targets([cpu({ averageUtilization: 80 })], [measured])).toBe('cpu: 12%/80%')
  const used = { type: 'Resource', resource: { current: { averageValue: '50m' } } }
  expect(targets([cpu({ averageValue: '100m' })], [used])).toBe('cpu: 50m/100m')
  const container = { name: 'memory', container: 'c', target: { averageUtilization: 60 } }
  expect(targets([{ type: 'ContainerResource', containerResource: container }])).toBe('memory: <unknown>/60%')
})

test('metrics of pods, objects and elsewhere', () => {
  const pods = { type: 'Pods', pods: { target: { averageValue: '10' } } }
  const object = { type: 'Object', object: { target: { value: '2k' } } }
  const external = { type: 'External', external: { target: { averageValue: '30' } } }
  const current = { type: 'External', external: { current: { averageValue: '7' } } }
  expect(targets([pods])).toBe('<unknown>/10')
  expect(targets([object], [{ type: 'Object', object: { current: { value: '1k' } } }])).toBe('1k/2k')
  expect(targets([external], [current])).toBe('7/30 (avg)')
  expect(targets([pods, object, external])).toBe('<unknown>/10, <unknown>/2k + 1 more...')
})

test('both versions show the same', () => {
  const spec = { scaleTargetRef: { kind: 'Deployment', name: 'd' }, minReplicas: 1, maxReplicas: 5 }
  const status = { currentReplicas: 2 }
  const row = {
    Reference: 'Deployment/d',
    Targets: 'cpu: 12%/70%',
    MinPods: '1',
    MaxPods: 5,
    Replicas: 2,
  }
  expect(
    rowOf('autoscaling/v1/horizontalpodautoscalers', {
      spec: { ...spec, targetCPUUtilizationPercentage: 70 },
      status: { ...status, currentCPUUtilizationPercentage: 12 },
    }),
  ).toEqual(row)
  const measured = { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } }
  expect(
    rowOf('autoscaling/v2/horizontalpodautoscalers', {
      spec: { ...spec, metrics: [cpu({ averageUtilization: 70 })] },
      status: { ...status, currentMetrics: [measured] },
    }),
  ).toEqual(row)
  expect(rowOf('autoscaling/v1/horizontalpodautoscalers', { spec: { maxReplicas: 5 } })).toMatchObject({
    MinPods: '<unset>',
    Targets: 'cpu: <unknown>/80%',
  })
})
