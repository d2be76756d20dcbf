import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { container, messages, pod, podWith } from './test-objects.ts'

test.each<[string, KubeObject, string[]]>([
  ['no container', pod({ containers: [] }), ['spec.containers: Required value']],
  ['no name', podWith({ name: '' }), ['spec.containers[0].name: Required value']],
  [
    'a name with capitals',
    podWith({ name: 'Web' }),
    [
      "spec.containers[0].name: Invalid value: \"Web\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    'a name with dots',
    podWith({ name: 'a.b' }),
    ['spec.containers[0].name: Invalid value: "a.b": must not contain dots'],
  ],
  [
    'a name that is taken',
    pod({ containers: [container(), container()] }),
    ['spec.containers[1].name: Duplicate value: "c"'],
  ],
  ['no image', podWith({ image: '' }), ['spec.containers[0].image: Required value']],
  [
    'an image with blanks around it',
    podWith({ image: ' nginx' }),
    ['spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace'],
  ],
  [
    'an unknown pull policy',
    podWith({ imagePullPolicy: 'Sometimes' }),
    [
      'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
    ],
  ],
  [
    'a port out of range',
    podWith({ ports: [{ containerPort: 70000, protocol: 'TCP' }] }),
    [
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
  ],
  [
    'a port without number',
    podWith({ ports: [{ protocol: 'TCP' }] }),
    ['spec.containers[0].ports[0].containerPort: Required value'],
  ],
  [
    'an unknown protocol',
    podWith({ ports: [{ containerPort: 80, protocol: 'HTTP' }] }),
    [
      'spec.containers[0].ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
    ],
  ],
  [
    'a name of a port that is too long',
    podWith({ ports: [{ name: 'a-very-long-name', containerPort: 80, protocol: 'TCP' }] }),
    [
      'spec.containers[0].ports[0].name: Invalid value: "a-very-long-name": must be no more than 15 characters',
    ],
  ],
  [
    'two ports of one name',
    podWith({
      ports: [
        { name: 'web', containerPort: 80, protocol: 'TCP' },
        { name: 'web', containerPort: 81, protocol: 'TCP' },
      ],
    }),
    ['spec.containers[0].ports[1].name: Duplicate value: "web"'],
  ],
  [
    'a port of the node that is taken',
    podWith({
      ports: [
        { containerPort: 80, hostPort: 80, protocol: 'TCP' },
        { containerPort: 81, hostPort: 80, protocol: 'TCP' },
      ],
    }),
    ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    'more requested than allowed',
    podWith({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
    [
      'spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi',
    ],
  ],
  [
    'a negative request',
    podWith({ resources: { requests: { cpu: '-1' } } }),
    ['spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    'a resource that nobody knows',
    podWith({ resources: { requests: { gpu: '1' } } }),
    [
      'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers',
    ],
  ],
  [
    'half a device',
    podWith({
      resources: { limits: { 'example.com/gpu': '500m' }, requests: { 'example.com/gpu': '500m' } },
    }),
    [
      'spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "500m": must be an integer',
      'spec.containers[0].resources.requests[example.com/gpu]: Invalid value: "500m": must be an integer',
    ],
  ],
  [
    'a device that is requested but not limited',
    podWith({ resources: { requests: { 'example.com/gpu': '1' } } }),
    [
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ],
  ],
  [
    'a privileged container that may not escalate',
    podWith({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
    [
      'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ],
  ],
  [
    'a negative user',
    podWith({ securityContext: { runAsUser: -1 } }),
    [
      'spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
    ],
  ],
  [
    'a seccomp profile without file',
    podWith({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
    ],
  ],
  [
    'an init container with the name of a container',
    pod({ initContainers: [container()] }),
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    'a probe of an init container',
    pod({ initContainers: [container({ name: 'i', livenessProbe: { exec: { command: ['true'] } } })] }),
    [
      'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
  ],
  [
    'an ephemeral container in a new pod',
    pod({ ephemeralContainers: [container({ name: 'e' })] }),
    ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
  ],
])('a container is refused: %s', (_what, object, expected) => {
  expect(messages('/pods', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'a variable without name',
    podWith({ env: [{ name: '' }] }),
    ['spec.containers[0].env[0].name: Required value'],
  ],
  [
    'a name with =',
    podWith({ env: [{ name: 'A=B' }] }),
    [
      'spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
    ],
  ],
  [
    'both value and source',
    podWith({ env: [{ name: 'A', value: 'b', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }),
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
  ],
  [
    'no source at all',
    podWith({ env: [{ name: 'A', valueFrom: {} }] }),
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    ],
  ],
  [
    'an unknown field of the pod',
    podWith({ env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.image' } } }] }),
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.image": error converting fieldPath: field label not supported: spec.image',
    ],
  ],
  [
    'a field that is for volumes only',
    podWith({
      env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } } }],
    }),
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
    ],
  ],
  [
    'a label whose key is none',
    podWith({
      env: [
        { name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['a b']" } } },
      ],
    }),
    [
      "spec.containers[0].env[0].valueFrom.fieldRef: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'a secret without key',
    podWith({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's' } } }] }),
    ['spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value'],
  ],
  [
    'an unknown resource of the container',
    podWith({ env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } }] }),
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.gpu": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
    ],
  ],
  [
    'environment from nothing',
    podWith({ envFrom: [{}] }),
    ['spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`'],
  ],
  [
    'a mount of a volume that is not there',
    podWith({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
    ['spec.containers[0].volumeMounts[0].name: Not found: "data"'],
  ],
  [
    'a mount without path',
    pod({
      volumes: [{ name: 'v', emptyDir: {} }],
      containers: [container({ volumeMounts: [{ name: 'v' }] })],
    }),
    ['spec.containers[0].volumeMounts[0].mountPath: Required value'],
  ],
  [
    'two mounts at one path',
    pod({
      volumes: [{ name: 'v', emptyDir: {} }],
      containers: [
        container({
          volumeMounts: [
            { name: 'v', mountPath: '/v' },
            { name: 'v', mountPath: '/v' },
          ],
        }),
      ],
    }),
    ['spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/v": must be unique'],
  ],
  [
    'a sub path that leads out',
    pod({
      volumes: [{ name: 'v', emptyDir: {} }],
      containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v', subPath: '../x' }] })],
    }),
    ['spec.containers[0].volumeMounts.subPath: Invalid value: "../x": must not contain \'..\''],
  ],
])('environment and mounts are refused: %s', (_what, object, expected) => {
  expect(messages('/pods', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'a probe without handler',
    podWith({ livenessProbe: { successThreshold: 1 } }),
    ['spec.containers[0].livenessProbe: Required value: must specify a handler type'],
  ],
  [
    'a probe with two handlers',
    podWith({ readinessProbe: { exec: { command: ['true'] }, tcpSocket: { port: 80 } } }),
    ['spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
  ],
  [
    'a command that is empty',
    podWith({ readinessProbe: { exec: { command: [] } } }),
    ['spec.containers[0].readinessProbe.exec.command: Required value'],
  ],
  [
    'a liveness probe that wants two successes',
    podWith({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }),
    ['spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1'],
  ],
  [
    'a negative period',
    podWith({ readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: -1 } }),
    [
      'spec.containers[0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'an unknown scheme',
    podWith({ readinessProbe: { httpGet: { path: '/', port: 80, scheme: 'FTP' } } }),
    [
      'spec.containers[0].readinessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
    ],
  ],
  [
    'a name of a port that is none',
    podWith({ readinessProbe: { httpGet: { path: '/', port: 'Web_1', scheme: 'HTTP' } } }),
    [
      'spec.containers[0].readinessProbe.httpGet.port: Invalid value: "Web_1": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
  ],
  [
    'a hook without handler',
    podWith({ lifecycle: { preStop: {} } }),
    ['spec.containers[0].lifecycle.preStop: Required value: must specify a handler type'],
  ],
  [
    'a hook that sleeps longer than the pod may take',
    podWith({ lifecycle: { preStop: { sleep: { seconds: 60 } } } }),
    [
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 60: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ],
  ],
])('probes and hooks are refused: %s', (_what, object, expected) => {
  expect(messages('/pods', object)).toEqual(expected)
})
