import { expect, test } from 'vitest'
import { autoscalers, oldAutoscalers } from './autoscalers.ts'

const memory = { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue' } } }
const cpu = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
}
const stored = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { maxReplicas: 3, metrics: [cpu, memory], behavior: { scaleUp: {} } },
  status: { desiredReplicas: 2, currentMetrics: null },
}

test('the older version has the use of processors as a field, and carries the rest along', () => {
  const old = oldAutoscalers.storedAs?.fromStored(stored)
  expect(old).toMatchObject({
    apiVersion: 'autoscaling/v1',
    spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 80 },
    metadata: { annotations: { 'autoscaling.alpha.kubernetes.io/metrics': JSON.stringify([memory]) } },
  })
  expect(old === undefined ? undefined : oldAutoscalers.storedAs?.toStored(old)).toEqual(stored)
})

test('both versions are the same objects', () => {
  expect(oldAutoscalers.storedAs?.key).toBe(`${autoscalers.group}/${autoscalers.plural}`)
})
