import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectNamespace } from '#api/project-namespace.ts'
import { kubectlAs, type Finished, type Kubectl } from './kubectl.ts'
import { signIn, type Person } from './people.ts'
import type { TestServer } from './server.ts'

/** Somebody with kubectl on the management API. */
export interface Tenant {
  person: Person
  kubectl: Kubectl
}

export async function tenant(server: TestServer, name: string): Promise<Tenant> {
  const person = await signIn(server, name)
  return { person, kubectl: await kubectlAs(person) }
}

const apiVersion = 'management.loft.sh/v1'

export function projectOf(name: string, spec: object): object {
  return { apiVersion, kind: 'Project', metadata: { name }, spec }
}

export const member = (kind: 'User' | 'Team', name: string, role: 'admin' | 'user' | 'viewer') => ({
  kind,
  group: 'storage.loft.sh',
  name,
  clusterRole: `loft-management-project-${role}`,
})

export const allowed = (kind: 'SpaceTemplate' | 'VirtualClusterTemplate', name: string) => ({
  kind,
  group: 'storage.loft.sh',
  name,
})

export function spaceOf(project: string, name: string, spec: object): object {
  const metadata = { name, namespace: projectNamespace(project) }
  return { apiVersion, kind: 'SpaceInstance', metadata, spec }
}

export function virtualClusterOf(project: string, name: string, spec: object): object {
  const metadata = { name, namespace: projectNamespace(project) }
  return { apiVersion, kind: 'VirtualClusterInstance', metadata, spec }
}

export function templateOf(
  kind: 'SpaceTemplate' | 'VirtualClusterTemplate',
  name: string,
  spec: object,
): object {
  return { apiVersion, kind, metadata: { name }, spec }
}

/** `kubectl apply` of these objects. */
export function apply(
  { kubectl }: Pick<Tenant, 'kubectl'>,
  ...objects: readonly object[]
): Promise<Finished> {
  return kubectl.run(['apply', '-f', '-'], { input: asList(objects) })
}

export function create(
  { kubectl }: Pick<Tenant, 'kubectl'>,
  ...objects: readonly object[]
): Promise<Finished> {
  return kubectl.run(['create', '-f', '-'], { input: asList(objects) })
}

function asList(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
}

/** Asks for the kubeconfig of a virtual cluster as kubectl can, and gives kubectl with it. */
export async function insideOf(
  { kubectl }: Pick<Tenant, 'kubectl'>,
  project: string,
  name: string,
): Promise<Kubectl> {
  const path = `/apis/${apiVersion}/namespaces/${projectNamespace(project)}/virtualclusterinstances/${name}/kubeconfig`
  const body = { apiVersion, kind: 'VirtualClusterInstanceKubeConfig', spec: {} }
  const given = await kubectl.run(['create', '--raw', path, '-f', '-'], { input: JSON.stringify(body) })
  if (given.code !== 0) throw new Error(`no kubeconfig for ${name}: ${given.stderr}`)
  const { status } = JSON.parse(given.stdout) as { status: { kubeConfig: string } }
  const kubeconfig = join(await mkdtemp(join(tmpdir(), 'aerie-inside-')), 'config')
  await writeFile(kubeconfig, status.kubeConfig, { mode: 0o600 })
  return kubectlAs({ kubeconfig })
}
