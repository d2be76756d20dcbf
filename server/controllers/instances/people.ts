import { may } from '#server/gateway/may.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Identity } from '#server/identity/identity.ts'
import type { Instance, InstanceKind } from './subject.ts'

/** What became of somebody's rights; undefined where they are unknown. */
export interface PersonChange {
  before: Identity | undefined
  after: Identity | undefined
}

/** Knows who everybody was, to tell whose rights have changed. */
export function watchPeople(directory: Pick<Directory, 'users' | 'identity'>): { changes(): PersonChange[] } {
  const known = new Map<string, Identity>()

  function changes(): PersonChange[] {
    const found: PersonChange[] = []
    for (const user of new Set([...known.keys(), ...directory.users.keys()])) {
      const [before, after] = [known.get(user), directory.identity(user)]
      // The directory gives the same object as long as nothing about somebody changes.
      if (before === after) continue
      if (after === undefined) known.delete(user)
      else known.set(user, after)
      found.push({ before, after })
    }
    return found
  }

  changes()
  return { changes }
}

/** Names of the projects in which a change can mean something. */
export function projectsOf({ before, after }: PersonChange): Set<string> {
  return new Set([...(before?.roles.keys() ?? []), ...(after?.roles.keys() ?? [])])
}

/** Whether a change gives or takes somebody the use of an instance, or may give them another role in it. */
export function concerns({ before, after }: PersonChange, of: InstanceKind, instance: Instance): boolean {
  const [used, uses] = [mayUse(before, of, instance), mayUse(after, of, instance)]
  return used !== uses || (uses && before?.teams.join() !== after?.teams.join())
}

/** Whether somebody has a binding for it: administrators need none. */
export function mayUse(
  identity: Identity | undefined,
  { kind, name }: InstanceKind,
  instance: Instance,
): boolean {
  if (identity === undefined || identity.admin) return false
  const { metadata, spec } = instance
  const judged = { kind: name, metadata: { name: metadata.name, namespace: metadata.namespace }, spec }
  return may(identity, 'use', kind.plural, judged).allowed
}
