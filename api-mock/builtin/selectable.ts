import type { KubeObject } from '#kube/types.ts'
import { coreEvent } from '#api-mock/builtin/cells/events.ts'
import { flagAt, listAt, numberAt, textAt } from '#api-mock/builtin/cells/fields.ts'
import { textOf } from '#api-mock/resources/values.ts'

type Fields = Record<string, (object: KubeObject) => string>

const textField = (path: string): Fields => ({ [path]: (object) => textAt(object, path) })

const nodeName = textField('spec.nodeName')

const pods: Fields = {
  ...nodeName,
  ...textField('spec.restartPolicy'),
  ...textField('spec.schedulerName'),
  ...textField('spec.serviceAccountName'),
  ...textField('status.phase'),
  ...textField('status.nominatedNodeName'),
  'spec.hostNetwork': (pod) => String(flagAt(pod, 'spec.hostNetwork')),
  'status.podIP': (pod) => textOf(listAt(pod, 'status.podIPs')[0]?.ip),
  // Clients may ask for these two: the addresses never match, the host is the node's old name.
  'status.podIPs': () => '',
  'spec.host': (pod) => textAt(pod, 'spec.nodeName'),
}

const namespaceFields: Fields = textField('status.phase')

const secretFields: Fields = textField('type')

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const

/** The fields of what an event is about, which the two groups call `involvedObject` and `regarding`. */
function involvedFields(called: string): Fields {
  return Object.fromEntries(
    involved.map((field) => [
      `${called}.${field}`,
      (event: KubeObject) => textAt(coreEvent(event), `involvedObject.${field}`),
    ]),
  )
}

function reporterOf(event: KubeObject): string {
  return textAt(coreEvent(event), 'reportingComponent')
}

const eventFields: Fields = { ...textField('reason'), ...textField('type') }

const coreEventFields: Fields = {
  ...eventFields,
  ...involvedFields('involvedObject'),
  reportingComponent: reporterOf,
  source: (event) => textAt(coreEvent(event), 'source.component') || reporterOf(event),
}

const newEventFields: Fields = {
  ...eventFields,
  ...involvedFields('regarding'),
  reportingController: reporterOf,
}

/**
 * What field selectors may ask for besides `metadata.name` and `metadata.namespace`, for each resource by
 * `group/plural`: the field label conversions in Kubernetes' pkg/apis and the field sets of pkg/registry.
 */
export const selectable: Record<string, Fields> = {
  '/events': coreEventFields,
  '/namespaces': namespaceFields,
  '/nodes': { 'spec.unschedulable': (node) => String(flagAt(node, 'spec.unschedulable')) },
  '/pods': pods,
  '/replicationcontrollers': {
    'status.replicas': (controller) => String(numberAt(controller, 'status.replicas')),
  },
  '/secrets': secretFields,
  '/services': { ...textField('spec.clusterIP'), ...textField('spec.type') },
  'batch/jobs': { 'status.successful': (job) => String(numberAt(job, 'status.succeeded')) },
  'certificates.k8s.io/certificatesigningrequests': textField('spec.signerName'),
  'events.k8s.io/events': newEventFields,
  'resource.k8s.io/resourceslices': { ...nodeName, ...textField('spec.driver') },
}
