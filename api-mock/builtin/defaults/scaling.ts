import type { KubeObject } from '#kube/types.ts'
import { conditions, empty, inside, isEmpty, missing, defaultsOf, struct } from './fill.ts'

const transitions = conditions('lastTransitionTime')

/** Twice as many pods each 15 seconds, or four more where that is more. */
const scaleUp = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
}

/** How long to wait before there are fewer pods is the controller's to say. */
const scaleDown = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] }

const cpuTarget = { type: 'Utilization', averageUtilization: 80 }

const autoscalersV2 = defaultsOf(
  struct(
    'spec',
    missing({ minReplicas: 1 }),
    empty({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target: cpuTarget } }] }),
    inside('behavior', struct('scaleUp', missing(scaleUp)), struct('scaleDown', missing(scaleDown))),
  ),
  struct('status', missing({ desiredReplicas: 0, currentMetrics: null }), transitions),
)

const autoscalersV1 = defaultsOf(
  struct('spec', missing({ minReplicas: 1 })),
  struct('status', missing({ currentReplicas: 0, desiredReplicas: 0 })),
)

/** Where v1 keeps the metrics that it has no fields for. */
const metricsAnnotation = 'autoscaling.alpha.kubernetes.io/metrics'

function autoscalers(given: KubeObject): KubeObject {
  if (given.apiVersion !== 'autoscaling/v1') return autoscalersV2(given)
  const filled = autoscalersV1(given)
  if (!isEmpty(given.metadata.annotations?.[metricsAnnotation])) return filled
  return defaultsOf(struct('spec', missing({ targetCPUUtilizationPercentage: 80 })))(filled)
}

export const scaling = {
  'autoscaling/horizontalpodautoscalers': autoscalers,
  'policy/poddisruptionbudgets': defaultsOf(
    struct('spec'),
    struct(
      'status',
      missing({ disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }),
      transitions,
    ),
  ),
  'scheduling.k8s.io/priorityclasses': defaultsOf(
    missing({ value: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  ),
}
