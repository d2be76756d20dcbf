import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { JsonObject } from '#kube/json.ts'
import { container, messages, object, pod } from './test-objects.ts'

function volume(fields: JsonObject): KubeObject {
  return pod({ volumes: [{ name: 'v', ...fields }] })
}

test.each<[string, KubeObject, string[]]>([
  [
    'two sources',
    volume({ emptyDir: {}, hostPath: { path: '/x' } }),
    ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
  ],
  [
    'two volumes of one name',
    pod({
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 'v', emptyDir: {} },
      ],
    }),
    ['spec.volumes[1].name: Duplicate value: "v"'],
  ],
  [
    'a path of the node that leads out',
    volume({ hostPath: { path: '/../x' } }),
    ['spec.volumes[0].hostPath.path: Invalid value: "/../x": must not contain \'..\''],
  ],
  [
    'an unknown type of path',
    volume({ hostPath: { path: '/x', type: 'Folder' } }),
    [
      'spec.volumes[0].hostPath.type: Unsupported value: "Folder": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ],
  ],
  [
    'a secret without name',
    volume({ secret: { defaultMode: 420 } }),
    ['spec.volumes[0].secret.secretName: Required value'],
  ],
  [
    'a mode that is none',
    volume({ configMap: { name: 'c', defaultMode: 7777 } }),
    [
      'spec.volumes[0].configMap.defaultMode: Invalid value: 7777: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [
    'a key without path',
    volume({ configMap: { name: 'c', items: [{ key: 'k' }] } }),
    ['spec.volumes[0].configMap.items[0].path: Required value'],
  ],
  [
    'a claim without name',
    volume({ persistentVolumeClaim: {} }),
    ['spec.volumes[0].persistentVolumeClaim.claimName: Required value'],
  ],
  [
    'a relative path of an NFS server',
    volume({ nfs: { server: 's', path: 'x' } }),
    ['spec.volumes[0].nfs.path: Invalid value: "x": must be an absolute path'],
  ],
  [
    'two projected files at one path',
    volume({
      projected: {
        sources: [
          { secret: { name: 's', items: [{ key: 'a', path: 'x' }] } },
          { configMap: { name: 'c', items: [{ key: 'a', path: 'x' }] } },
        ],
      },
    }),
    ['spec.volumes[0].projected: Invalid value: "c": conflicting duplicate paths'],
  ],
  [
    'a token that is valid for seconds',
    pod({
      serviceAccountName: 'default',
      volumes: [
        {
          name: 'v',
          projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 10 } }] },
        },
      ],
    }),
    [
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
    ],
  ],
])('a volume is refused: %s', (_what, object, expected) => {
  expect(messages('/pods', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'an unknown restart policy',
    pod({ restartPolicy: 'Sometimes' }),
    ['spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"'],
  ],
  [
    'an unknown DNS policy',
    pod({ dnsPolicy: 'Cluster' }),
    [
      'spec.dnsPolicy: Unsupported value: "Cluster": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
  ],
  [
    'no name server where there must be one',
    pod({ dnsPolicy: 'None' }),
    ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
  ],
  [
    'a deadline of zero',
    pod({ activeDeadlineSeconds: 0 }),
    ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
  ],
  [
    'a selector of nodes that is no label',
    pod({ nodeSelector: { 'a b': 'c' } }),
    [
      "spec.nodeSelector: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'a name of an account that is none',
    pod({ serviceAccountName: 'Admin' }),
    [
      "spec.serviceAccountName: Invalid value: \"Admin\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    'an alias without address',
    pod({ hostAliases: [{ ip: 'x', hostnames: ['a'] }] }),
    [
      'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
  ],
  [
    'ports on the network of the node that differ',
    pod({
      hostNetwork: true,
      containers: [container({ ports: [{ containerPort: 80, hostPort: 81, protocol: 'TCP' }] })],
    }),
    [
      'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
    ],
  ],
  [
    'users of its own on the processes of the node',
    pod({ hostUsers: false, hostPID: true }),
    ['spec.HostPID: Forbidden: when `hostUsers` is false'],
  ],
  [
    'a toleration of everything by value',
    pod({ tolerations: [{ operator: 'Equal', value: 'x' }] }),
    [
      'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ],
  [
    'a toleration with value and Exists',
    pod({ tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }),
    ['spec.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\''],
  ],
  [
    'a toleration for a while of another effect',
    pod({ tolerations: [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 3 }] }),
    [
      'spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ],
  ],
  [
    'an unknown effect',
    pod({ tolerations: [{ key: 'a', effect: 'Never' }] }),
    [
      'spec.tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    'affinity to nothing',
    pod({
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
      },
    }),
    [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
    ],
  ],
  [
    'affinity without topology',
    pod({
      affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] },
      },
    }),
    [
      'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty',
      'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: "": name part must be non-empty',
      "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'a weight out of range',
    pod({
      affinity: {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] },
      },
    }),
    [
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
    ],
  ],
  [
    'a spread without skew',
    pod({ topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'Later' }] }),
    [
      'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
      'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Later": supported values: "DoNotSchedule", "ScheduleAnyway"',
    ],
  ],
  [
    'a node for a pod that waits',
    pod({ nodeName: 'n', schedulingGates: [{ name: 'wait' }] }),
    ['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
  ],
  [
    'less for the pod than for its containers',
    pod({
      resources: { requests: { cpu: '1' } },
      containers: [container({ resources: { requests: { cpu: '2' } } })],
    }),
    [
      'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
    ],
  ],
])('a pod is refused: %s', (_what, object, expected) => {
  expect(messages('/pods', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['another image is taken', pod(), pod({ containers: [container({ image: 'j' })] }), []],
  [
    'no image is refused',
    pod(),
    pod({ containers: [container({ image: '' })] }),
    ['spec.containers[0].image: Required value', 'spec.containers[0].image: Required value'],
  ],
  [
    'one container less is refused',
    pod({ containers: [container(), container({ name: 'd' })] }),
    pod(),
    ['spec.containers: Forbidden: pod updates may not add or remove containers'],
  ],
  ['a toleration more is taken', pod(), pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }), []],
  [
    'a toleration less is refused',
    pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }),
    pod(),
    ['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds'],
  ],
  [
    'a later deadline is refused',
    pod({ activeDeadlineSeconds: 10 }),
    pod({ activeDeadlineSeconds: 20 }),
    ['spec.activeDeadlineSeconds: Invalid value: 20: must be less than or equal to previous value'],
  ],
  ['an earlier deadline is taken', pod({ activeDeadlineSeconds: 10 }), pod({ activeDeadlineSeconds: 5 }), []],
  [
    'another gate is refused',
    pod({ schedulingGates: [{ name: 'a' }] }),
    pod({ schedulingGates: [{ name: 'b' }] }),
    ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'"],
  ],
  [
    'a gated pod may be told where',
    pod({ schedulingGates: [{ name: 'a' }] }),
    pod({ schedulingGates: [{ name: 'a' }], nodeSelector: { zone: 'x' } }),
    [],
  ],
  [
    'anything else is refused',
    pod(),
    pod({ hostNetwork: true }),
    [
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n@@ -44,7 +44,7 @@\n  "AutomountServiceAccountToken": null,\n  "NodeName": "",\n  "SecurityContext": {\n-  "HostNetwork": false,\n+  "HostNetwork": true,\n   "HostPID": false,\n   "HostIPC": false,\n   "ShareProcessNamespace": null,\n',
    ],
  ],
])('a change of a pod: %s', (_what, before, after, expected) => {
  expect(messages('/pods', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['can be added', pod(), pod({ ephemeralContainers: [container({ name: 'e' })] }), []],
  [
    'cannot be removed',
    pod({ ephemeralContainers: [container({ name: 'e' })] }),
    pod(),
    ['spec.ephemeralContainers: Forbidden: existing ephemeral containers "e" may not be removed\n'],
  ],
  [
    'have no ports',
    pod(),
    pod({ ephemeralContainers: [container({ name: 'e', ports: [{ containerPort: 80, protocol: 'TCP' }] })] }),
    ['spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container'],
  ],
])('ephemeral containers: %s', (_what, before, after, expected) => {
  expect(messages('/pods', after, before, 'ephemeralcontainers')).toEqual(expected)
})

test('what has ended may not run again where nothing restarts it', () => {
  const ended = { name: 'c', state: { terminated: { exitCode: 1 } } }
  const running = { name: 'c', state: { running: {} } }
  const of = (restartPolicy: string, status: JsonObject): KubeObject =>
    object('Pod', {
      spec: { restartPolicy, containers: [container()] },
      status: { containerStatuses: [status] },
    })
  const change = (policy: string): string[] =>
    messages('/pods', of(policy, running), of(policy, ended), 'status')
  expect(change('Never')).toEqual([
    'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
  ])
  expect(change('OnFailure')).toEqual([])
})

function sized(resources: JsonObject, fields: JsonObject = {}): KubeObject {
  return pod({ containers: [container({ resources, ...fields })] })
}

const small = { requests: { cpu: '1', memory: '1Gi' } }

test.each<[string, KubeObject, string[]]>([
  ['gives more', sized({ requests: { cpu: '2', memory: '1Gi' } }), []],
  ['limits what was not limited', sized({ ...small, limits: { cpu: '2' } }), []],
  [
    'takes a request away',
    sized({ requests: { cpu: '1' } }),
    ['spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed'],
  ],
  [
    'gives something else',
    sized({ requests: { ...small.requests, 'ephemeral-storage': '1Gi' } }),
    ['spec: Forbidden: only cpu and memory resources are mutable'],
  ],
  [
    'changes an image on the way',
    sized(small, { image: 'j' }),
    ['spec: Forbidden: only cpu and memory resources are mutable'],
  ],
  [
    'changes a name on the way',
    sized(small, { name: 'd' }),
    ['spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize'],
  ],
])('a resize %s', (_what, after, expected) => {
  expect(messages('/pods', after, sized(small), 'resize')).toEqual(expected)
})
