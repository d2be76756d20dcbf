import { setTimeout as pause } from 'node:timers/promises'
import { ledger, type Ledger } from '#api/kinds/ledger.ts'
import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import type { Change, QuotaNumbers } from '#api/quota.ts'
import { alreadyExists, conflict, StatusError, unavailable } from '#kube/status.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { closeBook, enter, openBook, sameClaim, strike, type Book } from './book.ts'
import { countedOf, instancePath } from './counted.ts'

export interface ReserveOptions {
  /** Says what would be, and reserves nothing. */
  dryRun?: boolean
  /** Ends the wait; it ends after 20 s in any case. */
  signal?: AbortSignal
}

/**
 * The ledgers of all projects: who has what of the quotas that count. Everything is decided on what the API
 * server has at that moment, and written only if nothing was written in between, so that any number of servers
 * may do it side by side. A project is called by its name, an instance by `{plural}/{name}`.
 */
export interface Ledgers {
  /**
   * Reserves what an instance is to count for, and gives the numbers of every limit that it meets. Throws 422
   * when one is exceeded, 404 without the project, 409 when what is to be created is there or is being created
   * by somebody else, 503 when it takes too long. Reserving the same again is no further reservation.
   */
  reserve(project: string, change: Change, options?: ReserveOptions): Promise<QuotaNumbers[]>
  /**
   * Gives back what an instance counted for, if it is gone. With `until`, which is when it was deleted, only if
   * its name was not reserved again since.
   */
  release(project: string, key: string, until?: string): Promise<void>
  /** Makes the ledger of a project that has none. */
  ensure(project: string): Promise<void>
  read(project: string): Promise<Ledger | undefined>
}

/** For how many milliseconds a reservation is good without an instance: whoever made it is creating that. */
export const reservedFor = 20_000

const longestWait = 20_000

/** One piece of work on a ledger, done on the newest state, and anew when that was not the newest. */
interface Job {
  /** Changes the book; what it returns is called once that is stored. */
  work(book: Book, project: Project): Promise<() => void>
  reject(error: unknown): void
  signal: AbortSignal
}

/** Opens the ledgers that are stored behind a client. */
export function openLedgers(
  client: Pick<Client, 'get' | 'create' | 'replace'>,
  now: () => number = Date.now,
): Ledgers {
  const queues = new Map<string, Job[]>()
  const read = (name: string) => orAbsent(client.get<Ledger>(objectPath(ledger, name, systemNamespace)))

  /** What waits while one write is on its way goes into the next one together. */
  async function run(name: string, waiting: Job[]): Promise<void> {
    let jobs: Job[] = []
    for (let attempt = 0; ;) {
      jobs = [...jobs, ...waiting.splice(0)].filter(inTime)
      if (jobs.length === 0) break
      try {
        if (await commit(name, jobs)) {
          jobs = []
          attempt = 0
        } else await pause(Math.random() * Math.min(500, 5 * 2 ** attempt++))
      } catch (error) {
        for (const job of jobs) job.reject(error)
        jobs = []
      }
    }
    queues.delete(name)
  }

  /** Does all jobs in one write; false when somebody else wrote first, and then nothing is done. */
  async function commit(name: string, jobs: readonly Job[]): Promise<boolean> {
    const [project, stored] = await Promise.all([
      client.get<Project>(objectPath(projectKind, name)),
      read(name),
    ])
    const book = openBook(stored, project)
    const settle: (() => void)[] = []
    for (const job of jobs) {
      settle.push(await job.work(book, project).catch((error: unknown) => () => job.reject(error)))
    }
    if (book.changed && !(await write(closeBook(book, stored, project)))) return false
    for (const each of settle) each()
    return true
  }

  async function write(next: Ledger): Promise<boolean> {
    try {
      if (next.metadata.resourceVersion === undefined) {
        await client.create(collectionPath(ledger, systemNamespace), next)
      } else await client.replace(objectPath(ledger, next.metadata.name, systemNamespace), next)
      return true
    } catch (error) {
      // Somebody else made, changed or deleted it since it was read.
      if (error instanceof StatusError && (error.code === 409 || error.code === 404)) return false
      throw error
    }
  }

  function queue<T>(
    name: string,
    work: (book: Book, project: Project) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const late = AbortSignal.timeout(longestWait)
    return new Promise((resolve, reject) => {
      const job: Job = {
        work: async (book, project) => {
          const result = await work(book, project)
          return () => resolve(result)
        },
        reject,
        signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      }
      const running = queues.get(name)
      const waiting = running ?? []
      waiting.push(job)
      queues.set(name, waiting)
      if (running === undefined) void run(name, waiting)
    })
  }

  const isThere = async (name: string, key: string) =>
    (await orAbsent(client.get(instancePath(name, key)))) !== undefined

  /** A name belongs to whoever reserved it, as long as the instance is there or may still be on its way. */
  async function refuseTaken(name: string, book: Book, { operation, key, after }: Change): Promise<void> {
    const known = book.entries[key]
    if (operation === 'update' || known === undefined) return
    const { kind, name: instance } = countedOf(key)
    const subject = { group: kind.group, plural: kind.plural, name: instance }
    if (await isThere(name, key)) throw alreadyExists(subject)
    if (!sameClaim(known, after) && now() - Date.parse(known.since) < reservedFor)
      throw conflict(subject, 'it is being created by another request; please try again')
  }

  return {
    reserve: (name, change, { dryRun = false, signal } = {}) =>
      queue(
        name,
        async (book, project) => {
          await refuseTaken(name, book, change)
          const tried = { ...book, entries: { ...book.entries } }
          return enter(dryRun ? tried : book, project, change, now())
        },
        signal,
      ),
    release: (name, key, until) =>
      queue(name, async (book) => {
        if (book.entries[key] !== undefined && !(await isThere(name, key))) strike(book, key, until)
      }),
    ensure: (name) =>
      queue(name, (book) => {
        book.changed ||= !book.begun
        return Promise.resolve()
      }),
    read,
  }
}

/** Whether somebody still waits for a job; who does not is told. */
function inTime(job: Job): boolean {
  if (!job.signal.aborted) return true
  job.reject(unavailable('the quota of the project is being changed by many; please try again'))
  return false
}
