import { Worker } from 'node:worker_threads'
import type { Process } from '#api-mock/streaming/process.ts'
import type { Reply, Request, ShellOptions } from './messages.ts'
import { ShellProcess } from './shell-process.ts'

/** How often the thread is asked whether it still answers, and for how long it may not, in milliseconds. */
const askEvery = 1000
const longestSilence = 10_000

/** A thread that needs more is ended with all that runs in it. */
const mostMegabytes = 256

/**
 * The shells of one cluster, simulated in a thread of their own: an interpreter that loops never yields, and the
 * API server must go on. The thread starts with the first shell. When it hangs or runs out of memory, its
 * processes are killed, and the files of its containers are new.
 */
export class Shells {
  readonly #processes = new Map<number, { process: ShellProcess; container: string }>()
  /** Containers whose files the thread has. */
  readonly #known = new Set<string>()
  #worker: Worker | undefined
  #newest = 0
  #heard = 0
  #watchdog: NodeJS.Timeout | undefined

  start(options: ShellOptions): Process {
    this.#newest += 1
    const id = this.#newest
    const process = new ShellProcess(id, (request) => send(this.#worker, request))
    this.#processes.set(id, { process, container: options.container })
    void process.exited.then(() => this.#processes.delete(id))
    const known = this.#known.has(options.container)
    this.#post({ type: 'start', id, options: known ? { ...options, files: {} } : options })
    this.#known.add(options.container)
    return process
  }

  /** A container is gone: its processes are killed, and its files dropped. */
  forget(container: string): void {
    for (const running of this.#processes.values()) {
      if (running.container === container) running.process.kill()
    }
    this.#known.delete(container)
    send(this.#worker, { type: 'forget', container })
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#lose()
    await worker?.terminate()
  }

  #post(request: Request): void {
    this.#worker ??= this.#begin()
    send(this.#worker, request)
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'shells',
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    // Whatever happens to the thread happens to all its processes, and to nothing else.
    const lose = (): void => {
      if (this.#worker === worker) this.#lose()
    }
    worker.on('error', lose).on('exit', lose)
    worker.on('message', (reply: Reply) => {
      this.#heard = Date.now()
      if (reply.type !== 'pong') this.#processes.get(reply.id)?.process.take(reply)
    })
    worker.unref()
    this.#heard = Date.now()
    this.#watchdog = setInterval(() => this.#ask(worker), askEvery).unref()
    return worker
  }

  #ask(worker: Worker): void {
    send(worker, { type: 'ping' })
    if (Date.now() - this.#heard < longestSilence) return
    this.#lose()
    void worker.terminate()
  }

  #lose(): void {
    clearInterval(this.#watchdog)
    this.#worker = undefined
    this.#known.clear()
    for (const { process } of this.#processes.values()) process.end()
  }
}

function send(worker: Worker | undefined, request: Request): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that of threads has none
  worker?.postMessage(request)
}
