import { all, amounts, each, empty, inside, missing, struct } from './fill.ts'
import { pullPolicy } from './image.ts'

export const fieldRef = inside('fieldRef', empty({ apiVersion: 'v1' }))

/** A quantity that Go holds by value is written also when nobody gave it. */
export const resourceFieldRef = inside('resourceFieldRef', empty({ divisor: '0' }))

const httpGet = inside('httpGet', empty({ path: '/', scheme: 'HTTP' }))

const probe = all(
  httpGet,
  inside('grpc', missing({ service: '' })),
  empty({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
)

/** Containers of all three lists of a pod, in pods and in templates. */
export const container = all(
  each('ports', empty({ protocol: 'TCP' })),
  each(
    'env',
    inside('valueFrom', fieldRef, resourceFieldRef, inside('fileKeyRef', missing({ optional: false }))),
  ),
  struct('resources', amounts('limits', 'requests')),
  inside('livenessProbe', probe),
  inside('readinessProbe', probe),
  inside('startupProbe', probe),
  inside('lifecycle', inside('postStart', httpGet), inside('preStop', httpGet)),
  pullPolicy('image', 'imagePullPolicy'),
  empty({ terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }),
)

const state = all(
  inside('running', missing({ startedAt: null })),
  inside('terminated', missing({ exitCode: 0, startedAt: null, finishedAt: null })),
)

export const containerStatus = all(
  missing({ name: '', ready: false, restartCount: 0, image: '', imageID: '' }),
  struct('state', state),
  struct('lastState', state),
)
