import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const kinds = ['.sqlite', '.sqlite-wal', '.sqlite-shm']

/** Where the data of nested servers is: each has a database, named by what owns it, in a folder beside its host's. */
export class NestedFiles {
  readonly #folder: string | undefined

  /** `host` is the path of the host's database; where that keeps nothing, neither do those of its nested servers. */
  constructor(host: string) {
    this.#folder = host === ':memory:' ? undefined : `${host.replace(/\.sqlite$/, '')}.virtual`
  }

  /** The owners of all databases that are there. */
  owners(): string[] {
    if (this.#folder === undefined) return []
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const files = readdirSync(this.#folder)
    return [
      ...new Set(
        files.flatMap((file) => {
          const kind = kinds.find((each) => file.endsWith(each))
          return kind === undefined ? [] : [file.slice(0, -kind.length)]
        }),
      ),
    ]
  }

  /** The path of an owner's database, which its cluster makes. */
  path(owner: string): string {
    return this.#folder === undefined ? ':memory:' : join(this.#folder, `${owner}.sqlite`)
  }

  remove(owner: string): void {
    if (this.#folder === undefined) return
    for (const kind of kinds) rmSync(join(this.#folder, `${owner}${kind}`), { force: true })
  }
}
