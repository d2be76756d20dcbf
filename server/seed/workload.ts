import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'

/** Which part of an application something is. */
export type Tier = 'frontend' | 'backend' | 'database' | 'cache' | 'batch' | 'platform'

/** The application that something is a part of. */
export interface Application {
  /** What it is called as a whole. */
  name: string
  team: string
}

/** What runs, and what of; memory may grow to twice what it asks for. */
export interface Running {
  tier: Tier
  image: string
  replicas?: number
  /** As in a request: 50m. */
  cpu?: string
  /** In Mi. */
  memory?: number
  /** Where it listens; what listens nowhere has no Service. */
  port?: number
  /** Asked whether it is ready, where that is not at once; so many seconds after its start. */
  readyAfter?: number
  env?: Record<string, string>
  /** A shell script in the place of what the image does. */
  script?: string
}

/** The words in which an application is told. What they give is in no namespace yet. */
export function application(of: Application) {
  const labelsOf = (name: string, { tier, image }: Pick<Running, 'tier' | 'image'>) => ({
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': of.name,
    'app.kubernetes.io/component': tier,
    'app.kubernetes.io/version': image.split(':')[1] ?? 'latest',
    team: of.team,
    tier,
  })

  /** What pods carry, and how they are found again. */
  const podsOf = (name: string, about: Running, policy?: 'Never') => ({
    selector: { matchLabels: selectorOf(name) },
    template: {
      metadata: { labels: labelsOf(name, about) },
      spec: {
        ...(policy === undefined ? {} : { restartPolicy: policy }),
        containers: [containerOf(name, about)],
      },
    },
  })

  return {
    /** Something without a state, behind a Service where it listens. */
    serves(name: string, about: Running): KubeObject[] {
      const labels = labelsOf(name, about)
      const spec = { replicas: about.replicas ?? 1, ...podsOf(name, about) }
      const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels }, spec }
      return [deployment, ...(about.port === undefined ? [] : [serviceOf(name, labels, about.port)])]
    },

    /** Something that keeps what it has: each pod with a claim of its own. */
    keeps(name: string, about: Running & { port: number; storage: string }): KubeObject[] {
      const labels = labelsOf(name, about)
      const { selector, template } = podsOf(name, about)
      const [container] = template.spec.containers
      const volumeMounts = [{ name: 'data', mountPath: '/data' }]
      const claim = {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: about.storage } },
        },
      }
      const spec = {
        serviceName: name,
        replicas: about.replicas ?? 1,
        selector,
        template: { ...template, spec: { containers: [{ ...container, volumeMounts }] } },
        volumeClaimTemplates: [claim],
      }
      return [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, labels }, spec },
        serviceOf(name, labels, about.port, 'None'),
      ]
    },

    /** Something that is done once, by as many pods at a time as it has replicas. */
    does(name: string, { replicas = 1, ...about }: Running): KubeObject[] {
      const { template } = podsOf(name, about, 'Never')
      const metadata = { name, labels: labelsOf(name, about) }
      const spec = { completions: replicas, parallelism: replicas, backoffLimit: 2, template }
      return [{ apiVersion: 'batch/v1', kind: 'Job', metadata, spec }]
    },

    /** The same again and again; the last two of them are kept. */
    repeats(name: string, schedule: string, about: Running): KubeObject[] {
      const { template } = podsOf(name, about, 'Never')
      const spec = {
        schedule,
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 2,
        failedJobsHistoryLimit: 1,
        jobTemplate: { spec: { template } },
      }
      return [
        { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name, labels: labelsOf(name, about) }, spec },
      ]
    },

    /** What parts are told about each other. */
    settings(name: string, data: Record<string, string>): KubeObject[] {
      const labels = { 'app.kubernetes.io/part-of': of.name, team: of.team }
      return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data }]
    },

    secret(name: string, stringData: Record<string, string>): KubeObject[] {
      const labels = { 'app.kubernetes.io/part-of': of.name, team: of.team }
      return [{ apiVersion: 'v1', kind: 'Secret', metadata: { name, labels }, type: 'Opaque', stringData }]
    },
  }
}

/** A namespace, and objects in it. */
export function inNamespace(name: string, ...objects: readonly KubeObject[]): KubeObject[] {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
  const placed = objects.map((object) => ({ ...object, metadata: { ...object.metadata, namespace: name } }))
  return [namespace, ...placed]
}

function selectorOf(name: string) {
  return { 'app.kubernetes.io/name': name }
}

function serviceOf(
  name: string,
  labels: Record<string, string>,
  port: number,
  clusterIP?: 'None',
): KubeObject {
  const spec = {
    ...(clusterIP === undefined ? {} : { clusterIP }),
    selector: selectorOf(name),
    ports: [{ name: 'main', port: clusterIP === undefined && port > 3000 ? 80 : port, targetPort: port }],
  }
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, labels }, spec }
}

function containerOf(name: string, about: Running): JsonObject {
  const { image, cpu = '50m', memory = 96, port, readyAfter, env = {}, script } = about
  const probe = {
    httpGet: { path: '/healthz', port: 'main' },
    initialDelaySeconds: readyAfter,
    periodSeconds: 5,
  }
  return {
    name,
    image,
    ...(script === undefined ? {} : { command: ['sh', '-c', script] }),
    ...(port === undefined ? {} : { ports: [{ name: 'main', containerPort: port }] }),
    ...(Object.keys(env).length === 0
      ? {}
      : { env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })) }),
    ...(readyAfter === undefined ? {} : { readinessProbe: probe }),
    resources: {
      requests: { cpu, memory: `${memory}Mi` },
      limits: { memory: `${memory * 2}Mi` },
    },
  }
}
