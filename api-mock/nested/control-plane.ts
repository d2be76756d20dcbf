import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { speaksShell } from '#api-mock/kubelet/behaviours/shell.ts'
import { isVcluster } from '#api-mock/kubelet/behaviours/vcluster.ts'
import { statusOf } from '#api-mock/kubelet/container-run.ts'
import { readPodSpec } from '#api-mock/kubelet/pod-spec.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, listOf, textOf, textsOf } from '#api-mock/resources/values.ts'

/** A pod with a container that is a nested API server. */
export interface ControlPlane {
  /** The virtual cluster's, from which the names of its Secrets follow. */
  name: string
  namespace: string
  pod: string
  uid: string
  container: string
  /** As whom it acts on its host. */
  serviceAccount: string
  /** The claim that its data is on; undefined where the data goes with the pod. */
  claim: string | undefined
  deleting: boolean
  /** How often the container that runs now was restarted before; undefined while none runs. */
  run: number | undefined
}

/** Undefined for every other pod. */
export function readControlPlane(pod: KubeObject): ControlPlane | undefined {
  const { metadata } = pod
  const { containers, spec, deletionTimestamp } = readPodSpec(pod)
  const found = containers.find(
    ({ image, role, spec: own }) =>
      role === 'main' && isVcluster(image) && !speaksShell(textsOf(own.command)),
  )
  if (found === undefined) return undefined
  const status = hasEnded(textOf(fieldsOf(pod.status).phase)) ? undefined : statusOf(pod, found.name)
  return {
    name: nameOf(pod, found.spec),
    namespace: metadata.namespace ?? '',
    pod: metadata.name,
    uid: metadata.uid ?? '',
    container: found.name,
    serviceAccount: textOf(spec.serviceAccountName) || 'default',
    claim: claimOf(spec, found.spec),
    deleting: deletionTimestamp !== undefined,
    run: status?.state.running === undefined ? undefined : status.restartCount,
  }
}

/** As the chart of vcluster says it: in the environment, else as the label of the release. */
function nameOf({ metadata }: KubeObject, container: JsonObject): string {
  const variable = listOf(container.env).find(({ name }) => name === 'VCLUSTER_NAME')
  return textOf(variable?.value) || metadata.labels?.release || controllerOf(metadata)?.name || metadata.name
}

/** The claim of the volume that is mounted at `/data`. */
function claimOf(spec: JsonObject, container: JsonObject): string | undefined {
  const mount = listOf(container.volumeMounts).find(({ mountPath }) => mountPath === '/data')
  const volume = listOf(spec.volumes).find(({ name }) => name === (mount?.name ?? 'data'))
  return textOf(fieldsOf(volume?.persistentVolumeClaim).claimName) || undefined
}
