import type { ResourceDefinition } from './definition.ts'

/** The resources that a cluster serves now; custom ones come and go. */
export class Registry {
  readonly #byPath = new Map<string, ResourceDefinition>()
  readonly #listeners = new Set<() => void>()

  constructor(definitions: readonly ResourceDefinition[]) {
    for (const definition of definitions) this.#byPath.set(pathOf(definition), definition)
  }

  find(group: string, version: string, plural: string): ResourceDefinition | undefined {
    return this.#byPath.get(pathOf({ group, version, plural }))
  }

  /** A built-in resource by its path, such as `apps/v1/deployments` or `/v1/pods`. Throws where there is none. */
  builtIn(path: string): ResourceDefinition {
    const found = this.#byPath.get(path)
    if (found === undefined || found.custom !== undefined) throw new Error(`${path} is no built-in resource`)
    return found
  }

  /** One of the versions in which the objects of a resource are served: all share what is stored. */
  stored(group: string, plural: string): ResourceDefinition | undefined {
    return this.all().find((definition) => definition.group === group && definition.plural === plural)
  }

  all(): ResourceDefinition[] {
    return [...this.#byPath.values()]
  }

  /** Replaces what one CustomResourceDefinition defines; an empty list ends it. */
  define(definedBy: string, definitions: readonly ResourceDefinition[]): void {
    for (const [path, { custom }] of this.#byPath) {
      if (custom?.definedBy === definedBy) this.#byPath.delete(path)
    }
    for (const definition of definitions) this.#byPath.set(pathOf(definition), definition)
    for (const listener of this.#listeners) listener()
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }
}

function pathOf({ group, version, plural }: { group: string; version: string; plural: string }): string {
  return `${group}/${version}/${plural}`
}
