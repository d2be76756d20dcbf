import type { NameRule } from '#kube/names.ts'
import type { StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { horizontalPodAutoscaler } from './autoscaling.ts'
import { certificateSigningRequest } from './certificate-requests.ts'
import { cronJob } from './cron-jobs.ts'
import { endpoints, endpointSlice } from './endpoints.ts'
import { ingress, ingressClass } from './ingresses.ts'
import { job } from './jobs.ts'
import { networkPolicy } from './network-policies.ts'
import { node } from './nodes.ts'
import { persistentVolume } from './persistent-volumes.ts'
import { pod } from './pods.ts'
import { disruptionBudget, lease, priorityClass, runtimeClass } from './policies.ts'
import { limitRange, resourceQuota } from './quotas.ts'
import { apiService, webhooks } from './registrations.ts'
import { service } from './services.ts'
import { statefulSet } from './stateful-sets.ts'
import { persistentVolumeClaim, storageClass } from './storage.ts'
import {
  controllerRevision,
  daemonSet,
  deployment,
  podTemplateKind,
  replicaSet,
  replicationController,
} from './workloads.ts'

/** What is wrong with a new object, or with a changed one when `live` is given. */
type Validation = (object: KubeObject, live?: KubeObject, subresource?: string) => StatusCause[]

/**
 * What a real server refuses, by `group/plural` (`/pods` for the core group): its words, in its order. The
 * object has its defaults already. Metadata is checked for all kinds alike and not looked at, except where a
 * kind has more to say about its name or its annotations. `subresource` is `status`, `ephemeralcontainers`, …
 * where one is written. The rules are those of k8s.io/kubernetes/pkg/apis/…/validation, v1.36.3.
 */
export const validations: Record<string, Validation> = {
  '/endpoints': endpoints,
  '/limitranges': limitRange,
  '/nodes': node,
  '/persistentvolumeclaims': persistentVolumeClaim,
  '/persistentvolumes': persistentVolume,
  '/pods': pod,
  '/podtemplates': podTemplateKind,
  '/replicationcontrollers': replicationController,
  '/resourcequotas': resourceQuota,
  '/services': service,
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': webhooks,
  'admissionregistration.k8s.io/validatingwebhookconfigurations': webhooks,
  'apiregistration.k8s.io/apiservices': apiService,
  'apps/controllerrevisions': controllerRevision,
  'apps/daemonsets': daemonSet,
  'apps/deployments': deployment,
  'apps/replicasets': replicaSet,
  'apps/statefulsets': statefulSet,
  'autoscaling/horizontalpodautoscalers': horizontalPodAutoscaler,
  'batch/cronjobs': cronJob,
  'batch/jobs': job,
  'certificates.k8s.io/certificatesigningrequests': certificateSigningRequest,
  'coordination.k8s.io/leases': lease,
  'discovery.k8s.io/endpointslices': endpointSlice,
  'networking.k8s.io/ingressclasses': ingressClass,
  'networking.k8s.io/ingresses': ingress,
  'networking.k8s.io/networkpolicies': networkPolicy,
  'node.k8s.io/runtimeclasses': runtimeClass,
  'policy/poddisruptionbudgets': disruptionBudget,
  'scheduling.k8s.io/priorityclasses': priorityClass,
  'storage.k8s.io/storageclasses': storageClass,
}

/** How names are formed where it is not a DNS subdomain. */
export const nameRules: Record<string, NameRule> = {
  '/namespaces': 'label',
  '/services': 'label',
  'apps/statefulsets': 'label',
  'apiregistration.k8s.io/apiservices': 'path-segment',
  'certificates.k8s.io/certificatesigningrequests': 'path-segment',
  'rbac.authorization.k8s.io/clusterrolebindings': 'path-segment',
  'rbac.authorization.k8s.io/clusterroles': 'path-segment',
  'rbac.authorization.k8s.io/rolebindings': 'path-segment',
  'rbac.authorization.k8s.io/roles': 'path-segment',
}
