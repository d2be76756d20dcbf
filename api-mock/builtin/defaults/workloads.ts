import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { all, conditions, each, empty, inside, isEmpty, missing, defaultsOf, struct, when } from './fill.ts'
import { podTemplate, podTemplateObject, templateLabels } from './pod.ts'
import { claimSpec } from './volumes.ts'

const template = struct('template', podTemplate)

const isRolling = ({ type }: JsonObject): boolean => type === 'RollingUpdate'

const transitions = conditions('lastTransitionTime')

const deployments = defaultsOf(
  struct(
    'spec',
    template,
    missing({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
    struct(
      'strategy',
      empty({ type: 'RollingUpdate' }),
      when(isRolling, struct('rollingUpdate', missing({ maxUnavailable: '25%', maxSurge: '25%' }))),
    ),
  ),
  struct('status', conditions('lastUpdateTime', 'lastTransitionTime')),
)

const replicaSets = defaultsOf(
  struct('spec', template, missing({ replicas: 1 })),
  struct('status', missing({ replicas: 0 }), transitions),
)

/** A claim in a StatefulSet says what it is, and has a status like one that is stored. */
const claimTemplate = all(
  empty({ kind: 'PersistentVolumeClaim', apiVersion: 'v1' }),
  struct('metadata'),
  struct('spec', claimSpec),
  struct('status', empty({ phase: 'Pending' })),
)

const statefulSets = defaultsOf(
  struct(
    'spec',
    template,
    each('volumeClaimTemplates', claimTemplate),
    empty({ podManagementPolicy: 'OrderedReady' }),
    struct(
      'updateStrategy',
      // One that names its type does without `rollingUpdate`.
      when(({ type }) => isEmpty(type), missing({ rollingUpdate: {} })),
      empty({ type: 'RollingUpdate' }),
      when(isRolling, inside('rollingUpdate', missing({ partition: 0 }))),
    ),
    struct('persistentVolumeClaimRetentionPolicy', empty({ whenDeleted: 'Retain', whenScaled: 'Retain' })),
    missing({ replicas: 1, revisionHistoryLimit: 10 }),
  ),
  struct('status', missing({ replicas: 0, availableReplicas: 0 }), transitions),
)

const daemonSetFields = defaultsOf(
  struct(
    'spec',
    template,
    struct(
      'updateStrategy',
      empty({ type: 'RollingUpdate' }),
      when(isRolling, struct('rollingUpdate', missing({ maxUnavailable: 1, maxSurge: 0 }))),
    ),
    missing({ revisionHistoryLimit: 10 }),
  ),
  struct(
    'status',
    missing({
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    }),
    transitions,
  ),
)

/** How often a DaemonSet's template changed; its field is an annotation since `apps/v1`. */
export const templateGeneration = 'deprecated.daemonset.template.generation'

function daemonSets(given: KubeObject): KubeObject {
  const filled = daemonSetFields(given)
  const { metadata } = filled
  const annotations = { [templateGeneration]: '0', ...metadata.annotations }
  return { ...filled, metadata: { ...metadata, annotations } }
}

const failurePatterns = inside(
  'podFailurePolicy',
  each('rules', each('onPodConditions', empty({ status: 'True' }))),
)

const jobFields = defaultsOf(
  struct(
    'spec',
    template,
    failurePatterns,
    when(
      ({ completions, parallelism }) => (completions ?? parallelism ?? null) === null,
      missing({ completions: 1 }),
    ),
    missing({ parallelism: 1, completionMode: 'NonIndexed', suspend: false, manualSelector: false }),
    when(({ backoffLimitPerIndex }) => isGiven(backoffLimitPerIndex), missing({ backoffLimit: 2 ** 31 - 1 })),
    missing({ backoffLimit: 6 }),
    when(({ podFailurePolicy }) => isGiven(podFailurePolicy), missing({ podReplacementPolicy: 'Failed' })),
    missing({ podReplacementPolicy: 'TerminatingOrFailed' }),
  ),
  struct('status', conditions('lastProbeTime', 'lastTransitionTime')),
)

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** An object without labels has those of its pods. */
export function withTemplateLabels(given: KubeObject): KubeObject {
  const { metadata, spec } = given
  const labels = templateLabels(spec)
  if (labels === undefined || !isEmpty(metadata.labels)) return given
  // The very same object: who changes the template's labels can see that these go with them.
  return { ...given, metadata: { ...metadata, labels } }
}

/** Of a CronJob's jobs only the pods have defaults: the rest is filled in when a job is made. */
const cronJobs = defaultsOf(
  struct(
    'spec',
    empty({ concurrencyPolicy: 'Allow' }),
    struct('jobTemplate', struct('metadata'), struct('spec', template, failurePatterns)),
    missing({ suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }),
  ),
  struct('status'),
)

const replicationControllerFields = defaultsOf(
  struct('spec', inside('template', podTemplate), missing({ replicas: 1 })),
  struct('status', missing({ replicas: 0 }), transitions),
)

function replicationControllers(given: KubeObject): KubeObject {
  const filled = withTemplateLabels(replicationControllerFields(given))
  const spec = fieldsOf(filled.spec)
  const selector = templateLabels(spec)
  return selector === undefined ? filled : { ...filled, spec: empty({ selector })(spec) }
}

export const workloads = {
  'apps/controllerrevisions': defaultsOf(missing({ data: null, revision: 0 })),
  'apps/daemonsets': daemonSets,
  'apps/deployments': deployments,
  'apps/replicasets': replicaSets,
  'apps/statefulsets': statefulSets,
  'batch/cronjobs': cronJobs,
  'batch/jobs': (given: KubeObject) => withTemplateLabels(jobFields(given)),
  '/podtemplates': podTemplateObject,
  '/replicationcontrollers': replicationControllers,
}
