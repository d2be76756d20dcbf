import { matchesLabels } from '#kube/selectors.ts'
import type { Labels, LabelSelector } from '#kube/selectors.ts'
import type { Change, Index } from '#api-mock/client/object-index.ts'
import { keyOf } from '#api-mock/client/place.ts'
import type { PodEntry, PodIndex } from './pods.ts'

/** Something that selects pods of its namespace, such as a service. */
export interface PodSelector {
  namespace: string
  name: string
  /** Undefined selects nothing, an empty one everything. */
  selector: LabelSelector | undefined
}

/**
 * Which pods are selected by what: kept up with each change of a pod at the price of its labels, however many
 * pods and selectors there are.
 */
export class Selections<S extends PodSelector> {
  readonly #pods: PodIndex
  readonly #changed: (selector: S) => void
  /** The pods of each selector, by its key. */
  readonly #members = new Map<string, Set<string>>()
  /** The selectors by a label that they ask for, or by their namespace alone. */
  readonly #byLabel = new Map<string, Map<string, S>>()

  constructor(pods: PodIndex, selectors: Index<S>, changed: (selector: S) => void) {
    this.#pods = pods
    this.#changed = changed
    selectors.follow((change) => this.#follow(change))
    pods.follow((change) => this.#take(change))
  }

  podsOf(selector: PodSelector): PodEntry[] {
    const names = this.#members.get(keyOf(selector)) ?? []
    return [...names].flatMap((name) => this.#pods.get(selector.namespace, name) ?? [])
  }

  #follow({ current, previous }: Change<S>): void {
    if (previous !== undefined) {
      this.#byLabel.get(bucketOf(previous))?.delete(keyOf(previous))
      this.#members.delete(keyOf(previous))
    }
    if (current === undefined) return
    const { selector, namespace } = current
    const bucket = this.#byLabel.get(bucketOf(current)) ?? new Map<string, S>()
    this.#byLabel.set(bucketOf(current), bucket.set(keyOf(current), current))
    const selected =
      selector === undefined
        ? []
        : this.#pods.by('namespace', namespace).filter(({ labels }) => matchesLabels(selector, labels))
    this.#members.set(keyOf(current), new Set(selected.map(({ name }) => name)))
    this.#changed(current)
  }

  #take({ current, previous }: Change<PodEntry>): void {
    const pod = current ?? previous
    if (pod === undefined) return
    for (const selector of this.#candidates(pod.namespace, [current?.labels, previous?.labels])) {
      const members = this.#members.get(keyOf(selector))
      if (members === undefined || selector.selector === undefined) continue
      const was = members.has(pod.name)
      const is = current !== undefined && matchesLabels(selector.selector, current.labels)
      if (is) members.add(pod.name)
      else members.delete(pod.name)
      if (was || is) this.#changed(selector)
    }
  }

  #candidates(namespace: string, labels: readonly (Labels | undefined)[]): Set<S> {
    const buckets = new Set([namespace])
    for (const some of labels) {
      for (const [key, value] of Object.entries(some ?? {})) buckets.add(`${namespace}/${key}=${value}`)
    }
    return new Set([...buckets].flatMap((bucket) => [...(this.#byLabel.get(bucket)?.values() ?? [])]))
  }
}

/** A selector is found by the first label that it asks to be as it says. */
function bucketOf({ namespace, selector = [] }: PodSelector): string {
  const exact = selector.find(
    ({ operator, values }) => operator === '=' || (operator === 'in' && values.length === 1),
  )
  return exact === undefined ? namespace : `${namespace}/${exact.key}=${exact.values[0] ?? ''}`
}
