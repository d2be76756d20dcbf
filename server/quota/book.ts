import { ledger, type Ledger, type LedgerEntry } from '#api/kinds/ledger.ts'
import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { check, type Change, type Claim, type QuotaNumbers } from '#api/quota.ts'
import { sameJson } from '#kube/json.ts'
import { apiVersionOf } from '#kube/types.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { quotaExceeded } from './denial.ts'

/** A ledger while it is worked on: what it will say once it is written. */
export interface Book {
  entries: Record<string, LedgerEntry>
  /** Whether there is a ledger of this project. */
  begun: boolean
  /** Whether it is to be written. */
  changed: boolean
}

/** What the stored ledger of a project says; one of another project that had the name says nothing. */
export function openBook(stored: Ledger | undefined, { metadata }: Project): Book {
  const begun = stored?.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid) === true
  return { entries: begun ? { ...stored?.spec.entries } : {}, begun, changed: false }
}

/** The ledger to be stored; it carries the resourceVersion of the one that it was opened from. */
export function closeBook({ entries }: Book, stored: Ledger | undefined, { metadata }: Project): Ledger {
  const owner = {
    apiVersion: apiVersionOf(projectKind),
    kind: projectKind.kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
  }
  return {
    apiVersion: apiVersionOf(ledger),
    kind: ledger.kind,
    metadata: {
      ...stored?.metadata,
      name: metadata.name,
      namespace: systemNamespace,
      ownerReferences: [owner],
    },
    spec: { entries },
  }
}

/** Enters a change and gives the numbers of the limits that it meets, or throws 422 and leaves the book as it is. */
export function enter(book: Book, { spec }: Project, change: Change, now: number): QuotaNumbers[] {
  const { allowed, denials, after } = check(spec.quotas, book.entries, change)
  if (!allowed) throw quotaExceeded(change, denials)
  const { key, operation } = change
  const known = book.entries[key]
  if (operation === 'update' && known !== undefined && sameClaim(known, change.after)) return after
  // The time tells a new instance from an old one of the same name.
  const since = operation === 'create' ? undefined : known?.since
  book.entries[key] = { ...change.after, since: since ?? new Date(now).toISOString() }
  book.changed = true
  return after
}

/** Strikes an entry out; with `until` only if it was not made later. */
export function strike(book: Book, key: string, until?: string): void {
  const { [key]: known, ...rest } = book.entries
  if (known === undefined) return
  // Times of Kubernetes have whole seconds: what happened in the same one may have been before.
  if (until !== undefined && Date.parse(known.since) >= Date.parse(until) + 1000) return
  book.entries = rest
  book.changed = true
}

/** Whether two are counted alike. */
export function sameClaim(one: Claim, other: Claim): boolean {
  return sameJson(plain(one), plain(other))
}

function plain({ owner, template, active }: Claim) {
  return { user: owner?.user ?? '', team: owner?.team ?? '', template: template ?? '', active }
}
