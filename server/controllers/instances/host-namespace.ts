import { createHash } from 'node:crypto'
import {
  installationLabel,
  managedBy,
  managedByLabel,
  projectLabel,
  spaceLabels,
  teamLabel,
  userLabel,
  virtualClusterLabels,
} from '#api/labels.ts'
import { render, TemplateError } from '#api/template.ts'
import { safeEncode } from '#kube/names.ts'
import { isDnsLabel } from '#kube/names.ts'
import { Problem } from './problem.ts'

/** What makes an instance one that a namespace on a host can be told to be of. */
export interface Named {
  kind: 'SpaceInstance' | 'VirtualClusterInstance'
  name: string
  /** In the management cluster. */
  namespace: string
  project: string
  /** Which management cluster it is in, since several may share a host. */
  installation: string
}

const longest = 63

/** Namespaces that a cluster or Aerie itself lives in. */
const reserved = /^(?:kube-.*|default|aerie-system|loft-p-.*)$/

/**
 * The namespace of an instance on its host: by the pattern of its project, else `{project}-s-{name}` or
 * `{project}-v-{name}`. What is too long is cut and ends in a hash of the whole. Throws Problem.
 */
export function hostNamespaceName(
  { kind, name, project }: Named,
  pattern: string | undefined,
  values: unknown,
): string {
  const letter = kind === 'SpaceInstance' ? 's' : 'v'
  const made =
    pattern === undefined || pattern === '' ? `${project}-${letter}-${name}` : fromPattern(pattern, values)
  const cut = cutName(made)
  if (!isDnsLabel(cut))
    throw new Problem(
      'InvalidNamespacePattern',
      `the project's namespace pattern makes "${made}", which is no name for a namespace: change spec.namespacePattern of project ${project}`,
    )
  checkNamespaceName(cut)
  return cut
}

/** Throws Problem for a namespace that no instance may be in. */
export function checkNamespaceName(name: string): void {
  if (reserved.test(name))
    throw new Problem(
      'NamespaceNotAllowed',
      `the namespace ${name} belongs to the cluster itself: choose another one`,
    )
}

function fromPattern(pattern: string, values: unknown): string {
  try {
    return render(pattern, values).trim()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new Problem(
      'InvalidNamespacePattern',
      `the project's namespace pattern cannot be filled in: ${error.message}`,
    )
  }
}

function cutName(name: string): string {
  if (name.length <= longest) return name
  const hash = safeEncode(createHash('sha256').update(name).digest().subarray(0, 8))
  return `${name.slice(0, longest - hash.length - 1).replace(/-+$/, '')}-${hash}`
}

const labelsOf = { SpaceInstance: spaceLabels, VirtualClusterInstance: virtualClusterLabels } as const

/** The labels of an instance's namespace; others find it, its project and its owner by them. */
export function hostLabels(
  named: Named,
  owner: { user?: string | undefined; team?: string | undefined } | undefined,
): Record<string, string> {
  return {
    [projectLabel]: named.project,
    ...(owner?.user ? { [userLabel]: owner.user } : {}),
    ...(owner?.team ? { [teamLabel]: owner.team } : {}),
    ...identifyingLabels(named),
  }
}

/** The least that says whose namespace it is. */
export function identifyingLabels({
  kind,
  name,
  namespace,
  project,
  installation,
}: Named): Record<string, string> {
  const keys = labelsOf[kind]
  return {
    [managedByLabel]: managedBy,
    [installationLabel]: installation,
    [keys.name]: name,
    [keys.namespace]: namespace,
    [keys.project]: project,
  }
}

/** Whose namespace it is, by its labels; undefined for one that no instance has. */
export function instanceOf(labels: Record<string, string> = {}): Named | undefined {
  const installation = labels[installationLabel]
  if (labels[managedByLabel] !== managedBy || !installation) return undefined
  for (const kind of ['SpaceInstance', 'VirtualClusterInstance'] as const) {
    const keys = labelsOf[kind]
    const [name, namespace, project] = [labels[keys.name], labels[keys.namespace], labels[keys.project]]
    if (name && namespace && project) return { kind, name, namespace, project, installation }
  }
  return undefined
}

/** Whether a namespace with these labels is this instance's. */
export function belongsTo(labels: Record<string, string> | undefined, named: Named): boolean {
  const found = instanceOf(labels)
  return (
    found?.installation === named.installation &&
    found.kind === named.kind &&
    found.name === named.name &&
    found.namespace === named.namespace
  )
}
