import { podNetworkOf } from './nodes.ts'

/** The addresses of pods: each node has a /24 of them, given out in turn so that a freed one is not used at once. */
export class Addresses {
  readonly #byUid = new Map<string, { node: string; address: string }>()
  readonly #used = new Map<string, Set<string>>()
  readonly #next = new Map<string, number>()

  /** The address of a pod, the same each time. */
  of(uid: string, node: string): string {
    const known = this.#byUid.get(uid)
    if (known !== undefined) return known.address
    const prefix = podNetworkOf(node).replace(/0\/24$/, '')
    const used = this.#usedOf(node)
    let host = this.#next.get(node) ?? 2
    for (let tries = 0; tries < 253 && used.has(prefix + host); tries += 1) host = after(host)
    this.#next.set(node, after(host))
    this.take(uid, node, prefix + host)
    return prefix + host
  }

  /** Notes the address that a pod has already. */
  take(uid: string, node: string, address: string): void {
    this.#byUid.set(uid, { node, address })
    this.#usedOf(node).add(address)
  }

  free(uid: string): void {
    const known = this.#byUid.get(uid)
    if (known === undefined) return
    this.#byUid.delete(uid)
    this.#usedOf(known.node).delete(known.address)
  }

  #usedOf(node: string): Set<string> {
    const known = this.#used.get(node)
    if (known !== undefined) return known
    const made = new Set<string>()
    this.#used.set(node, made)
    return made
  }
}

function after(host: number): number {
  return host >= 254 ? 2 : host + 1
}
