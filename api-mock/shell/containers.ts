import { InMemoryFs } from 'just-bash'
import { baseFiles, baseFolders } from './base-files.ts'
import type { ShellOptions } from './messages.ts'

/** What the files of one container may come to. */
const mostFileBytes = 64 * 1024 * 1024

/** The files of the containers of a cluster, made when a container is first looked into. */
export class Containers {
  readonly #files = new Map<string, InMemoryFs>()

  of(options: ShellOptions): InMemoryFs {
    let files = this.#files.get(options.container)
    if (files === undefined) {
      files = new InMemoryFs({ ...baseFiles(options), ...options.files }, { maxTotalBytes: mostFileBytes })
      this.#files.set(options.container, files)
      for (const folder of [...baseFolders, options.cwd, ...options.folders])
        files.mkdirSync(folder, { recursive: true })
    }
    return files
  }

  forget(container: string): void {
    this.#files.delete(container)
  }
}
