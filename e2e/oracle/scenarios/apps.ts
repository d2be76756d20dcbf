import type { Json, Step } from '#e2e/oracle/scenario.ts'
import { ensure } from './steps.ts'

export const namespace = 'oracle-apps'
export const core = `/api/v1/namespaces/${namespace}`
export const pods = `${core}/pods`
export const services = `${core}/services`
export const serviceAccounts = `${core}/serviceaccounts`
export const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`

/** Without a controller manager nobody else makes the service account that pods need. */
export const withNamespace: Step[] = [
  ensure('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }),
  ensure(serviceAccounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } }),
]

export const pod = (
  name: string,
  spec: Json = { containers: [{ name: 'main', image: 'nginx:1' }] },
  metadata: { [key: string]: Json } = {},
): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec,
})

export const template = (app: string, spec: { [key: string]: Json } = {}): Json => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'main', image: 'nginx:1', ports: [{ containerPort: 80 }] }], ...spec },
})

export const deployment = (name: string, more: { [key: string]: Json } = {}): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: { replicas: 2, selector: { matchLabels: { app: name } }, template: template(name), ...more },
})
