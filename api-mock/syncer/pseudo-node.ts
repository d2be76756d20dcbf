import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { kubernetesVersion } from '#kube/version.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { joinName } from './names.ts'

/** What a pseudo node says that it has, whatever its host has: how much that is, is nobody's business inside. */
const capacity = {
  cpu: '16',
  memory: '32Gi',
  'ephemeral-storage': '100Gi',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  pods: '110',
}

/** How a virtual cluster shows a node of its host on which its pods run. */
export function pseudoNode(host: KubeObject, now: string): KubeObject {
  const { name } = host.metadata
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'vcluster.loft.sh/fake-node': 'true',
        ...archLabels(host),
        'kubernetes.io/hostname': joinName('fake', name),
      },
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'false',
      },
    },
    spec: {},
    status: statusOf(host, now),
  }
}

function archLabels({ metadata }: KubeObject): Record<string, string> {
  const labels = metadata.labels ?? {}
  const arch = labels['kubernetes.io/arch'] ?? 'amd64'
  const os = labels['kubernetes.io/os'] ?? 'linux'
  return {
    'beta.kubernetes.io/arch': arch,
    'beta.kubernetes.io/os': os,
    'kubernetes.io/arch': arch,
    'kubernetes.io/os': os,
  }
}

function statusOf(host: KubeObject, now: string): JsonObject {
  const status = fieldsOf(host.status)
  const { name } = host.metadata
  const internal = listOf(status.addresses).filter(({ type }) => type === 'InternalIP')
  return {
    capacity,
    allocatable: capacity,
    conditions: [
      condition(
        'MemoryPressure',
        'False',
        'KubeletHasSufficientMemory',
        'kubelet has sufficient memory available',
      ),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
    ],
    addresses: [
      { type: 'Hostname', address: `${name.replaceAll('.', '-')}.nodes.vcluster.com` },
      ...internal,
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      ...fieldsOf(status.nodeInfo),
      kernelVersion: '4.19.76-fakelinux',
      osImage: 'Fake Kubernetes Image',
      kubeletVersion: textOf(kubernetesVersion.gitVersion),
      kubeProxyVersion: kubernetesVersion.gitVersion,
    },
    images: [],
  }

  function condition(type: string, value: string, reason: string, message: string): JsonObject {
    return { type, status: value, lastHeartbeatTime: now, lastTransitionTime: now, reason, message }
  }
}
