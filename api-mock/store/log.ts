import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { messageOf } from '#kube/errors.ts'
import { readMeta, writeMeta } from './database.ts'
import type { Cipher } from './cipher.ts'
import { StoreError } from './errors.ts'
import { Stored } from './stored.ts'

/** One change of one object. `current` of a deletion is the last state with the deletion's revision. */
export interface Change {
  /** `group/plural`, the group empty for the core. */
  resource: string
  revision: number
  deleted: boolean
  current: Stored
  previous: Stored | undefined
}

export interface LogOptions {
  database: DatabaseSync
  cipher: Cipher
  /** Resources whose values are encrypted at rest. */
  sealed: ReadonlySet<string>
}

const columns = 'rev, key, create_rev, deleted, sealed, metadata_length, value'

/** The revisions in SQLite; knows nothing of what is current. Times of reading are for history, not lists. */
export class RevisionLog {
  readonly #options: LogOptions
  readonly #insert
  readonly #after
  readonly #snapshot
  readonly #one
  /** Revisions at or below this one may be gone. */
  compacted: number

  constructor(options: LogOptions) {
    const { database } = options
    this.#options = options
    this.compacted = Number(readMeta(database, 'compacted') ?? '0')
    this.#insert = database.prepare(`INSERT INTO log (${columns}, prev_rev) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#after = database.prepare(
      `SELECT ${columns}, prev_rev FROM log WHERE rev > ? AND key >= ? AND key < ? ORDER BY rev LIMIT ?`,
    )
    this.#snapshot = database.prepare(
      `SELECT ${columns} FROM log AS row WHERE key > ? AND key < ? AND rev <= ? AND deleted = 0
       AND rev = (SELECT max(rev) FROM log WHERE key = row.key AND rev <= ?) ORDER BY key LIMIT ?`,
    )
    this.#one = database.prepare(`SELECT ${columns} FROM log WHERE rev = ?`)
  }

  /** Writes all changes or none; throws what SQLite says, such as 'database or disk is full'. */
  append(changes: readonly Change[]): void {
    const { database } = this.#options
    database.exec('BEGIN IMMEDIATE')
    try {
      for (const change of changes) this.#append(change)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  #append({ resource, revision, deleted, current, previous }: Change): void {
    const { cipher, sealed } = this.#options
    const key = `${resource}/${current.path}`
    const hidden = sealed.has(resource)
    this.#insert.run(
      revision,
      key,
      current.createRevision,
      Number(deleted),
      Number(hidden),
      current.metadataLength,
      hidden ? cipher.encrypt(`${key}@${revision}`, current.text) : current.text,
      previous?.revision ?? 0,
    )
  }

  /** The changes of a resource after a revision, oldest first. */
  changesAfter(resource: string, revision: number, most: number): Change[] {
    const rows = this.#after.all(revision, `${resource}/`, `${resource}0`, most)
    return rows.map((row) => ({
      resource,
      revision: Number(row.rev),
      deleted: row.deleted === 1,
      current: this.#read(resource, row),
      previous: this.#state(resource, Number(row.prev_rev)),
    }))
  }

  /** The objects of a resource as they were at a revision, sorted, those with a greater path than `after`. */
  listAt(
    resource: string,
    options: { revision: number; namespace?: string | undefined; after: string; most: number },
  ): Stored[] {
    const { revision, namespace, after, most } = options
    const lowest = namespace === undefined || after !== '' ? after : `${namespace}/`
    const highest = namespace === undefined ? `${resource}0` : `${resource}/${namespace}0`
    const rows = this.#snapshot.all(`${resource}/${lowest}`, highest, revision, revision, most)
    return rows.map((row) => this.#read(resource, row))
  }

  /** The newest state of each object that exists, by resource, each list sorted by path. */
  load(): Map<string, Stored[]> {
    const newest = this.#options.database.prepare(
      `SELECT ${columns} FROM log WHERE deleted = 0
       AND rev IN (SELECT max(rev) FROM log GROUP BY key) ORDER BY key`,
    )
    const found = new Map<string, Stored[]>()
    for (const row of newest.iterate()) {
      const resource = String(row.key).split('/', 2).join('/')
      const list = found.get(resource) ?? []
      if (list.length === 0) found.set(resource, list)
      list.push(this.#read(resource, row))
    }
    return found
  }

  lastRevision(): number {
    const row = this.#options.database.prepare('SELECT max(rev) AS rev FROM log').get()
    return Math.max(Number(row?.rev ?? 0), this.compacted)
  }

  /** Forgets what was replaced or deleted at or before a revision. */
  compact(revision: number): void {
    if (revision <= this.compacted) return
    const { database } = this.#options
    database.exec('BEGIN IMMEDIATE')
    try {
      database
        .prepare(
          `DELETE FROM log WHERE rev <= ?1 AND
           (deleted = 1 OR EXISTS (SELECT 1 FROM log AS later WHERE later.key = log.key
             AND later.rev > log.rev AND later.rev <= ?1))`,
        )
        .run(revision)
      writeMeta(database, 'compacted', String(revision))
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
    this.compacted = revision
  }

  close(): void {
    this.#options.database.close()
  }

  #state(resource: string, revision: number): Stored | undefined {
    if (revision === 0) return undefined
    const row = this.#one.get(revision)
    return row === undefined ? undefined : this.#read(resource, row)
  }

  #read(resource: string, row: Record<string, SQLOutputValue>): Stored {
    const key = String(row.key)
    const [namespace = '', name = ''] = key.slice(resource.length + 1).split('/', 2)
    return new Stored({
      namespace,
      name,
      revision: Number(row.rev),
      createRevision: Number(row.create_rev),
      text: row.sealed === 1 ? this.#decrypt(key, row) : String(row.value),
      metadataLength: Number(row.metadata_length),
    })
  }

  #decrypt(key: string, row: Record<string, SQLOutputValue>): string {
    try {
      return this.#options.cipher.decrypt(`${key}@${Number(row.rev)}`, String(row.value))
    } catch (error) {
      throw new StoreError(`revision ${Number(row.rev)} (${key}) cannot be decrypted: ${messageOf(error)}`)
    }
  }
}
