/** Parts that templates share: YAML, in which `{{ .Values.… }}` is filled in. */

/** How much one namespace may ask for; sizes are parameters. */
export const quota = `apiVersion: v1
kind: ResourceQuota
metadata:
  name: quota
spec:
  hard:
    requests.cpu: {{ .Values.cpu | default 4 | quote }}
    requests.memory: {{ .Values.memory | default "8Gi" | quote }}
    limits.memory: {{ .Values.memoryLimit | default "16Gi" | quote }}
    count/pods: {{ .Values.pods | default 50 | quote }}
    services.loadbalancers: "1"
`

/** What containers have that say nothing: enough to start, too little to hurt. */
export const limits = `apiVersion: v1
kind: LimitRange
metadata:
  name: limits
spec:
  limits:
    - type: Container
      defaultRequest:
        cpu: 50m
        memory: 64Mi
      default:
        cpu: "1"
        memory: 512Mi
`

/** Nobody from other namespaces gets in, but for what answers from outside. */
export const isolation = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: isolation
spec:
  podSelector: {}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - podSelector: {}
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress-nginx
`

/** Several manifests as one text. */
export function together(...manifests: readonly string[]): string {
  return manifests.join('---\n')
}
