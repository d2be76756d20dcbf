import { expect, test } from 'vitest'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { parameterValues } from '#api/parameters.ts'
import { check, type Entries } from '#api/quota.ts'
import { chooseVersion } from '#api/template-versions.ts'
import type { JsonObject } from '#kube/json.ts'
import { milliValue, parseQuantity, value } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { mayCreateFor } from '#server/gateway/may.ts'
import { identityOf, type Identity } from '#server/identity/identity.ts'
import { membershipsOf } from '#server/identity/memberships.ts'
import { demoSpaceTemplates, demoVirtualClusterTemplates } from './demo-templates.ts'
import { demoInstances, type DemoInstance } from './instances.ts'
import { demoPeople, demoUsers } from './people.ts'
import { demoProjects } from './projects.ts'
import { demoSecrets } from './secrets.ts'
import { story } from './story.ts'
import { demoTeams } from './teams.ts'
import { usualSpaceTemplates, usualVirtualClusterTemplates } from './templates.ts'
import * as workloads from './workloads.ts'

const spaces = demoInstances.filter(({ kind }) => kind === 'space')
const virtualClusters = demoInstances.filter(({ kind }) => kind === 'virtualCluster')
const templates = {
  space: [...usualSpaceTemplates, ...demoSpaceTemplates],
  virtualCluster: [...usualVirtualClusterTemplates, ...demoVirtualClusterTemplates],
}
const kindOf = { space: spaceInstance, virtualCluster: virtualClusterInstance }

test('there are as many of everything as a demo promises', () => {
  expect(demoTeams()).toHaveLength(5)
  expect(demoPeople).toHaveLength(14)
  expect(demoProjects).toHaveLength(6)
  expect(spaces).toHaveLength(16)
  expect(virtualClusters).toHaveLength(9)
  // Each virtual cluster that comes to run has a control plane besides what runs in it.
  const pods = demoInstances.flatMap(({ runs }) => runs).reduce((sum, object) => sum + podsOf(object), 8)
  expect(pods).toBeGreaterThan(140)
  expect(pods).toBeLessThan(160)
})

test('people differ in their rights', () => {
  const roles = (name: string) => new Set(identity(name).roles.values())
  expect(roles('oliver')).toEqual(new Set(['viewer', 'user']))
  expect(identity('oliver').roles.get('checkout')).toBe('viewer')
  expect(identity('maya').roles.get('checkout')).toBe('user')
  expect(identity('jonas').roles.get('checkout')).toBe('admin')
  expect(identity('maya').teams).toEqual(['checkout', 'mobile'])
  expect(identity('priya').admin).toBe(true)
  expect(demoPeople.filter(({ disabled }) => disabled).map(({ name }) => name)).toEqual(['elif'])
})

test.each(demoInstances.map((instance) => [`${instance.project}/${instance.name}`, instance] as const))(
  '%s may be made by who makes it, from a template that the project allows',
  (_, { kind, project, by, spec }) => {
    expect(demoPeople.find(({ name }) => name === by)?.disabled).not.toBe(true)
    expect(mayCreateFor(identity(by), project, spec.owner)).toMatchObject({ allowed: true })
    const { name = '', version } = spec.templateRef ?? {}
    const allowed = projectOf(project)?.spec.allowedTemplates ?? []
    const templateKind = kind === 'space' ? 'SpaceTemplate' : 'VirtualClusterTemplate'
    expect(
      allowed.some((each) => each.kind === templateKind && (each.name === '*' || each.name === name)),
    ).toBe(true)
    expect(parameterValues(parametersOf(kind, name, version), spec.parameters).problems).toEqual([])
  },
)

test.each(demoSecrets)('the secret $name may be made by $by', ({ project, by, spec }) => {
  expect(mayCreateFor(identity(by), project, spec.owner)).toMatchObject({ allowed: true })
})

test.each(demoProjects)('what is told of $metadata.name fits its quotas', ({ metadata, spec }) => {
  const entries: Record<string, Entries[string]> = {}
  for (const instance of demoInstances.filter(({ project }) => project === metadata.name)) {
    const { key, after } = claimOf(instance)
    expect(check(spec.quotas, entries, { operation: 'create', key, after }).denials).toEqual([])
    entries[key] = after
  }
  const another = { owner: { user: 'maya' }, active: true }
  const key = 'virtualclusterinstances/more'
  const more = check(spec.quotas, entries, { operation: 'create', key, after: another })
  expect(more.allowed).toBe(metadata.name !== 'sandbox')
})

test.each(demoInstances.map((instance) => [`${instance.project}/${instance.name}`, instance] as const))(
  'what runs in %s fits into it',
  (_, { kind, spec, runs }) => {
    const { name = '', version } = spec.templateRef ?? {}
    const { values } = parameterValues(parametersOf(kind, name, version), spec.parameters)
    const processors = Number(values['cpu'] ?? 4)
    const memory = bytesOf(typeof values['memory'] === 'string' ? values['memory'] : '8Gi')
    const asked = runs.map(askedOf)
    // A control plane asks for some of it.
    expect(asked.reduce((sum, { cpu }) => sum + cpu, 150)).toBeLessThan(processors * 1000)
    expect(asked.reduce((sum, each) => sum + each.memory, bytesOf('320Mi'))).toBeLessThan(memory)
  },
)

test('everything that is to run does so somewhere', () => {
  const told = Object.entries(workloads).flatMap(([project, byName]) =>
    Object.keys(byName).map((name) => `${project}/${name}`),
  )
  const running = demoInstances.filter(({ runs }) => runs.length > 0)
  expect(running.map(({ project, name }) => `${project}/${name}`).sort()).toEqual(told.sort())
  for (const { kind, runs } of running) {
    const named = runs.map(
      (object) => `${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`,
    )
    expect(new Set(named).size).toBe(named.length)
    if (kind === 'space') expect(runs.filter(({ metadata }) => metadata.namespace !== undefined)).toEqual([])
  }
})

test('each chapter has a key of its own, which a ConfigMap can have', () => {
  const keys = story.flat().map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).toMatch(/^[-._a-zA-Z0-9]{1,253}$/)
})

function projectOf(name: string) {
  return demoProjects.find(({ metadata }) => metadata.name === name)
}

/** Who somebody is, once everything is told. */
function identity(name: string): Identity {
  const apiVersion = 'management.loft.sh/v1'
  const users = demoUsers().map((user) => ({ apiVersion, kind: 'User', ...user }))
  const teams = demoTeams().map((team) => ({ apiVersion, kind: 'Team', ...team }))
  const projects = demoProjects.map((project) => ({ apiVersion, kind: 'Project', ...project }))
  const user = users.find(({ metadata }) => metadata.name === name)
  if (user === undefined) throw new Error(`there is no ${name}`)
  return identityOf(user, membershipsOf(teams, projects))
}

function parametersOf(kind: DemoInstance['kind'], name: string, version?: string) {
  const spec = templates[kind].find(({ metadata }) => metadata.name === name)?.spec
  const chosen = chooseVersion<unknown>(spec ?? { versions: [] }, version)
  if ('problem' in chosen) throw new Error(chosen.problem)
  return chosen.parameters
}

function claimOf({ kind, name, by, spec }: DemoInstance) {
  const owner = spec.owner ?? { user: by }
  const template = spec.templateRef?.name
  const after = { owner, active: true, ...(template === undefined ? {} : { template }) }
  return { key: `${kindOf[kind].plural}/${name}`, after }
}

interface PodSpec {
  containers: { resources: { requests: { cpu: string; memory: string } } }[]
}

/** How many pods an object makes at once; a cron job makes its own later. */
function podsOf({ kind, spec }: KubeObject & { spec?: unknown }): number {
  const { replicas = 1, parallelism = 1 } = (spec ?? {}) as { replicas?: number; parallelism?: number }
  if (kind === 'Job') return parallelism
  return kind === 'Deployment' || kind === 'StatefulSet' ? replicas : 0
}

function askedOf(object: KubeObject): { cpu: number; memory: number } {
  const pods = podsOf(object)
  if (pods === 0) return { cpu: 0, memory: 0 }
  const { template } = object['spec'] as JsonObject & { template: { spec: PodSpec } }
  const [container] = template.spec.containers
  const { cpu = '0', memory = '0' } = container?.resources.requests ?? {}
  const thousandths = parseQuantity(cpu)
  return {
    cpu: pods * (thousandths === undefined ? NaN : milliValue(thousandths)),
    memory: pods * bytesOf(memory),
  }
}

function bytesOf(text: string): number {
  const quantity = parseQuantity(text)
  return quantity === undefined ? NaN : value(quantity)
}
