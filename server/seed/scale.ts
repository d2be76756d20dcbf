import type { KubeObject } from '#kube/types.ts'

/** The cluster, and on it the namespace, that many pods are made on. */
export const scaleCluster = 'eu-west'
export const scaleNamespace = 'scale'

const mostReplicas = 100

/** Small Deployments of at most a hundred replicas each, as many as it takes for so many pods. */
export function scaleDeployments(pods: number): KubeObject[] {
  return Array.from({ length: Math.ceil(pods / mostReplicas) }, (_, index) =>
    deployment(
      `web-${String(index + 1).padStart(4, '0')}`,
      Math.min(mostReplicas, pods - index * mostReplicas),
    ),
  )
}

/** How many nodes so many pods need: one takes 110, of which some are its own. */
export function nodesFor(pods: number): number {
  return Math.max(3, Math.ceil(pods / 100))
}

function deployment(name: string, replicas: number): KubeObject {
  const labels = { 'app.kubernetes.io/name': name }
  const container = {
    name: 'web',
    image: 'nginx',
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: scaleNamespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  }
}
