import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { messageOf } from '#kube/errors.ts'
import { createCipher } from './cipher.ts'
import type { Cipher } from './cipher.ts'
import { StoreError } from './errors.ts'

const schemaVersion = 1

/**
 * `log` holds every revision of every object: `rev` is the resourceVersion, `prev_rev` the revision before
 * (0 for a creation), `value` the text of `Stored`, encrypted where `sealed` is 1. A deletion is a row too.
 */
const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE log (
    rev INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    create_rev INTEGER NOT NULL,
    prev_rev INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    sealed INTEGER NOT NULL,
    metadata_length INTEGER NOT NULL,
    value TEXT NOT NULL
  );
  CREATE INDEX log_key ON log (key, rev);
`

const checkText = 'aerie'

/**
 * Opens or makes the database of one cluster; ':memory:' keeps nothing.
 * Throws StoreError when it is damaged, newer than this program, or encrypted with another key.
 */
export function openDatabase(
  path: string,
  encryptionKey: Buffer,
): { database: DatabaseSync; cipher: Cipher } {
  const cipher = createCipher(encryptionKey)
  const database = open(path)
  try {
    prepare(database, path, cipher)
    return { database, cipher }
  } catch (error) {
    database.close()
    if (error instanceof StoreError) throw error
    throw new StoreError(`the database ${path} is damaged: ${messageOf(error)}`)
  }
}

function open(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') keepPrivate(path)
    return new DatabaseSync(path)
  } catch (error) {
    throw new StoreError(`the database ${path} cannot be opened: ${messageOf(error)}`)
  }
}

/** SQLite gives the files that it makes beside the database the database's own mode. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600)
}

function prepare(database: DatabaseSync, path: string, cipher: Cipher): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000')
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()
  if (tables?.count === 0) create(database, cipher)
  const version = Number(readMeta(database, 'schema_version') ?? Number.NaN)
  if (!Number.isInteger(version)) throw new StoreError(`the database ${path} is not a cluster's store`)
  if (version > schemaVersion) {
    throw new StoreError(
      `the database ${path} has schema version ${version}, this program knows ${schemaVersion}: use the newer program`,
    )
  }
  const damage = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (damage !== 'ok') throw new StoreError(`the database ${path} is damaged: ${String(damage)}`)
  checkKey(database, path, cipher)
}

function create(database: DatabaseSync, cipher: Cipher): void {
  database.exec(`BEGIN; ${schema}`)
  writeMeta(database, 'schema_version', String(schemaVersion))
  writeMeta(database, 'key_check', cipher.encrypt('key_check', checkText))
  writeMeta(database, 'compacted', '0')
  database.exec('COMMIT')
}

function checkKey(database: DatabaseSync, path: string, cipher: Cipher): void {
  try {
    cipher.decrypt('key_check', readMeta(database, 'key_check') ?? '')
  } catch {
    throw new StoreError(`the encryption key is not the one that the database ${path} was made with`)
  }
}

export function readMeta(database: DatabaseSync, name: string): string | undefined {
  const row = database.prepare('SELECT value FROM meta WHERE name = ?').get(name)
  return typeof row?.value === 'string' ? row.value : undefined
}

export function writeMeta(database: DatabaseSync, name: string, value: string): void {
  database.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)').run(name, value)
}
