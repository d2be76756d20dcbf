import { sameJson } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { templateLabels } from '#api-mock/builtin/defaults/pod.ts'
import { templateGeneration, withTemplateLabels } from '#api-mock/builtin/defaults/workloads.ts'
import { firstStatus, withFirstStatus } from './status.ts'
import type { Prepare } from './status.ts'

/** A Deployment's annotations go to its ReplicaSets: a change of them is one that its controller looks at. */
const deployments: Prepare = {
  ...firstStatus('apps/deployments'),
  prepareForUpdate: (object, live, subresource) => {
    const { metadata } = object
    if (subresource === 'status') return withLabels(object, live.metadata.labels)
    if (sameJson(metadata.annotations ?? {}, live.metadata.annotations ?? {})) return object
    return { ...object, metadata: { ...metadata, generation: (live.metadata.generation ?? 0) + 1 } }
  },
}

function withLabels(object: KubeObject, labels: Record<string, string> | undefined): KubeObject {
  const { labels: _labels, ...metadata } = object.metadata
  return { ...object, metadata: labels === undefined ? metadata : { ...metadata, labels } }
}

const daemonSets: Prepare = {
  prepareForCreate: (object) =>
    withTemplateGeneration(
      withFirstStatus('apps/daemonsets', object),
      Math.max(1, templateGenerationOf(object)),
    ),
  prepareForUpdate: (object, live) => {
    const isNew = !sameJson(fieldsOf(object.spec).template, fieldsOf(live.spec).template)
    return withTemplateGeneration(object, templateGenerationOf(live) + (isNew ? 1 : 0))
  },
}

function templateGenerationOf({ metadata }: KubeObject): number {
  const count = Number(metadata.annotations?.[templateGeneration] ?? '0')
  return Number.isSafeInteger(count) ? count : 0
}

function withTemplateGeneration(object: KubeObject, count: number): KubeObject {
  const { metadata } = object
  const annotations = { ...metadata.annotations, [templateGeneration]: String(count) }
  return { ...object, metadata: { ...metadata, annotations } }
}

const jobs: Prepare = {
  prepareForCreate: (object) => withTemplateLabels(withSelector(withFirstStatus('batch/jobs', object))),
}

const controllerUid = 'batch.kubernetes.io/controller-uid'

/** A job finds its pods by its uid, unless it says that it selects them itself. */
function withSelector(object: KubeObject): KubeObject {
  const spec = fieldsOf(object.spec)
  if (spec.manualSelector === true) return object
  const { metadata } = object
  const { name, uid = '' } = metadata
  const given = templateLabels(spec)
  const labels = {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    [controllerUid]: uid,
    ...given,
  }
  const selector = fieldsOf(spec.selector)
  const matchLabels = { [controllerUid]: uid, ...fieldsOf(selector.matchLabels) }
  return {
    ...object,
    // Labels that the job has from its template are one with them.
    metadata: given !== undefined && metadata.labels === given ? { ...metadata, labels } : metadata,
    spec: {
      ...spec,
      selector: { ...selector, matchLabels },
      template: withMetadata(fieldsOf(spec.template), labels),
    },
  }
}

function withMetadata(template: JsonObject, labels: Record<string, string>): JsonObject {
  return { ...template, metadata: { ...fieldsOf(template.metadata), labels } }
}

export const workloads: Record<string, Prepare> = {
  '/replicationcontrollers': firstStatus('/replicationcontrollers'),
  'apps/daemonsets': daemonSets,
  'apps/deployments': deployments,
  'apps/replicasets': firstStatus('apps/replicasets'),
  'apps/statefulsets': firstStatus('apps/statefulsets'),
  'batch/cronjobs': firstStatus('batch/cronjobs'),
  'batch/jobs': jobs,
}
