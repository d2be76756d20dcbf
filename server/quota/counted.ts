import type { Kind } from '#api/kind.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { objectPath } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'

/** Under which the ledger of its project has an instance. */
export function countedKey({ plural }: Kind, name: string): string {
  return `${plural}/${name}`
}

/** The instance that a ledger knows as `{plural}/{name}`; throws for a key that no kind has. */
export function countedOf(key: string): { kind: Kind; name: string } {
  const [plural, name] = key.split('/', 2)
  const kind = [spaceInstance, virtualClusterInstance].find((each) => each.plural === plural)
  if (kind === undefined || name === undefined) throw new Error(`${key} is not counted`)
  return { kind, name }
}

/** Where that instance of a project is stored. */
export function instancePath(project: string, key: string): string {
  const { kind, name } = countedOf(key)
  return objectPath(kind, name, projectNamespace(project))
}
