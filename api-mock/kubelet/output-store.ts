import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { mostLines } from './behaviours/program.ts'
import type { LogLine } from './log-lines.ts'

/** One run of a container. */
export interface RunKey {
  uid: string
  container: string
  restart: number
}

const schema = `
  CREATE TABLE IF NOT EXISTS output (
    sequence INTEGER PRIMARY KEY,
    uid TEXT NOT NULL,
    container TEXT NOT NULL,
    restart INTEGER NOT NULL,
    at INTEGER NOT NULL,
    stderr INTEGER NOT NULL,
    text TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS output_run ON output (uid, container, restart, sequence);
`

/** A longer line is cut, as containerd does it. */
const longestLine = 16 * 1024
/** Old lines of a run are forgotten when there are so many more than are kept. */
const surplus = 1000

/**
 * Output of containers that does not follow from their start: what happened to them and what people did. It is
 * no part of the cluster's own log, whose revisions it would use up, and is less precious: the last moments
 * before a power failure may be lost.
 */
export class OutputStore {
  readonly #database: DatabaseSync
  readonly #insert
  readonly #select
  readonly #trim
  readonly #known = new Set<string>()
  readonly #counts = new Map<string, number>()
  readonly #listeners = new Set<(run: RunKey, line: LogLine) => void>()

  /** A file beside the cluster's own database, or ':memory:'. */
  constructor(path: string) {
    if (path !== ':memory:') keepPrivate(path)
    this.#database = new DatabaseSync(path)
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${schema}`)
    this.#insert = this.#database.prepare(
      'INSERT INTO output (uid, container, restart, at, stderr, text) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#select = this.#database.prepare(
      'SELECT at, stderr, text FROM output WHERE uid = ? AND container = ? AND restart = ? ORDER BY sequence DESC LIMIT ?',
    )
    this.#trim = this.#database.prepare(
      `DELETE FROM output WHERE uid = ?1 AND container = ?2 AND restart = ?3 AND sequence <= (SELECT sequence
       FROM output WHERE uid = ?1 AND container = ?2 AND restart = ?3 ORDER BY sequence DESC LIMIT 1 OFFSET ?4)`,
    )
    for (const { uid } of this.#database.prepare('SELECT DISTINCT uid FROM output').iterate()) {
      this.#known.add(String(uid))
    }
  }

  append(run: RunKey, line: LogLine): void {
    const { uid, container, restart } = run
    const text = line.text.slice(0, longestLine)
    this.#insert.run(uid, container, restart, line.at, Number(line.to === 'stderr'), text)
    this.#known.add(uid)
    this.#bound(run)
    for (const listener of this.#listeners) listener(run, line)
  }

  /** The newest lines of a run that are kept, oldest first. */
  read({ uid, container, restart }: RunKey): LogLine[] {
    if (!this.#known.has(uid)) return []
    return this.#select
      .all(uid, container, restart, mostLines)
      .map(({ at, stderr, text }): LogLine => {
        const line = { at: Number(at), text: String(text) }
        return stderr === 1 ? { ...line, to: 'stderr' } : line
      })
      .reverse()
  }

  /** Calls `listener` with each line from now on. Returns how to stop. */
  subscribe(listener: (run: RunKey, line: LogLine) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Only the current and the previous run of a container can be asked for. */
  forgetBefore({ uid, container, restart }: RunKey): void {
    if (!this.#known.has(uid)) return
    this.#database
      .prepare('DELETE FROM output WHERE uid = ? AND container = ? AND restart < ?')
      .run(uid, container, restart)
  }

  /** Forgets what a pod's containers said. */
  forget(uid: string): void {
    if (!this.#known.delete(uid)) return
    this.#database.prepare('DELETE FROM output WHERE uid = ?').run(uid)
    for (const key of this.#counts.keys()) if (key.startsWith(`${uid}/`)) this.#counts.delete(key)
  }

  /** Forgets pods that are gone; to be called at the start, with those that there are. */
  keepOnly(uids: ReadonlySet<string>): void {
    for (const uid of this.#known) if (!uids.has(uid)) this.forget(uid)
  }

  /** May be called again. */
  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #bound({ uid, container, restart }: RunKey): void {
    const key = `${uid}/${container}/${restart}`
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count % surplus)
    if (count === surplus) this.#trim.run(uid, container, restart, mostLines)
  }
}

function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600)
}
