import { age } from '#kube/age.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { conditionOf, flagAt, isBeingDeleted, isTrue, listAt, numberAt, textAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'
import { containerCells, labelsText, templateCells, selectorText } from './format.ts'

const template = 'spec.template.spec'

const replicaCounts: Cells = {
  Desired: (object) => numberAt(object, 'spec.replicas'),
  Current: (object) => numberAt(object, 'status.replicas'),
  Ready: (object) => numberAt(object, 'status.readyReplicas'),
}

function readyOfDesired(object: JsonObject): string {
  return `${numberAt(object, 'status.readyReplicas')}/${numberAt(object, 'spec.replicas')}`
}

const deployments: Cells = {
  Ready: readyOfDesired,
  'Up-to-date': (object) => numberAt(object, 'status.updatedReplicas'),
  Available: (object) => numberAt(object, 'status.availableReplicas'),
  ...containerCells(`${template}.containers`),
  // Alone among the workloads, it shows a selector of everything as nothing.
  Selector: (object) => selectorText(valueAt(object, 'spec.selector')),
}

const replicaSets: Cells = { ...replicaCounts, ...templateCells(template, 'spec.selector') }

/** Its selector is a map of labels. */
const replicationControllers: Cells = {
  ...replicaCounts,
  ...containerCells(`${template}.containers`),
  Selector: (object) => labelsText(valueAt(object, 'spec.selector')),
}

const statefulSets: Cells = { Ready: readyOfDesired, ...containerCells(`${template}.containers`) }

const daemonSets: Cells = {
  Desired: (object) => numberAt(object, 'status.desiredNumberScheduled'),
  Current: (object) => numberAt(object, 'status.currentNumberScheduled'),
  Ready: (object) => numberAt(object, 'status.numberReady'),
  'Up-to-date': (object) => numberAt(object, 'status.updatedNumberScheduled'),
  Available: (object) => numberAt(object, 'status.numberAvailable'),
  'Node Selector': (object) => labelsText(valueAt(object, `${template}.nodeSelector`)),
  ...templateCells(template, 'spec.selector'),
}

const podTemplates: Cells = {
  ...containerCells('template.spec.containers'),
  'Pod Labels': (object) => labelsText(valueAt(object, 'template.metadata.labels')),
}

const controllerRevisions: Cells = {
  Controller: ({ metadata }) => {
    const owner = controllerOf(metadata)
    if (owner === undefined) return '<none>'
    const [group, version] = owner.apiVersion.split('/')
    const kind = version === undefined ? owner.kind : `${owner.kind}.${group}`
    return `${kind.toLowerCase()}/${owner.name}`
  },
  Revision: (object) => numberAt(object, 'revision'),
}

const jobs: Cells = {
  Status: jobStatus,
  Completions: completionsText,
  Duration: (object) => {
    const started = textAt(object, 'status.startTime')
    if (started === '') return ''
    const completed = textAt(object, 'status.completionTime')
    return completed === '' ? new Age(started) : age(Date.parse(started), Date.parse(completed))
  },
  ...templateCells(template, 'spec.selector'),
}

function jobStatus(job: KubeObject): string {
  const has = (type: string) => isTrue(conditionOf(job, type))
  if (has('Complete')) return 'Complete'
  if (has('Failed')) return 'Failed'
  if (isBeingDeleted(job)) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running'
}

/** A job without `completions` is done with its first success. */
function completionsText(job: KubeObject): string {
  const succeeded = numberAt(job, 'status.succeeded')
  const wanted = valueAt(job, 'spec.completions')
  if (typeof wanted === 'number') return `${succeeded}/${wanted}`
  const parallelism = numberAt(job, 'spec.parallelism')
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

const cronJobs: Cells = {
  Schedule: (object) => textAt(object, 'spec.schedule'),
  Timezone: (object) => textAt(object, 'spec.timeZone') || '<none>',
  Suspend: (object) => {
    if (valueAt(object, 'spec.suspend') === undefined) return '<unset>'
    return flagAt(object, 'spec.suspend') ? 'True' : 'False'
  },
  Active: (object) => listAt(object, 'status.active').length,
  'Last Schedule': (object) => {
    const last = textAt(object, 'status.lastScheduleTime')
    return last === '' ? '<none>' : new Age(last)
  },
  ...templateCells('spec.jobTemplate.spec.template.spec', 'spec.jobTemplate.spec.selector'),
}

export const workloadCells: Record<string, Cells> = {
  '/podtemplates': podTemplates,
  '/replicationcontrollers': replicationControllers,
  'apps/controllerrevisions': controllerRevisions,
  'apps/daemonsets': daemonSets,
  'apps/deployments': deployments,
  'apps/replicasets': replicaSets,
  'apps/statefulsets': statefulSets,
  'batch/cronjobs': cronJobs,
  'batch/jobs': jobs,
}
