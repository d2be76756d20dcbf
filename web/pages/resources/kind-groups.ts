import type { ServedKind } from '#web/data/kinds-inside.ts'

/** Kinds of one API group. */
export interface KindGroup {
  /** '' is the core group. */
  group: string
  kinds: readonly ServedKind[]
}

/** The groups in which people look first; then what is custom, then what Kubernetes has besides. */
const first = ['', 'apps', 'batch', 'networking.k8s.io', 'autoscaling', 'policy']

/** The kinds that fit what was typed, by group; each kind by its name. */
export function groupsOf(kinds: readonly ServedKind[], typed: string): KindGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const groups = new Map<string, ServedKind[]>()
  for (const kind of kinds) {
    if (!fits(kind, words)) continue
    const known = groups.get(kind.group)
    if (known === undefined) groups.set(kind.group, [kind])
    else known.push(kind)
  }
  return [...groups]
    .map(([group, ofGroup]) => ({
      group,
      kinds: ofGroup.sort((one, other) => one.many.localeCompare(other.many)),
    }))
    .sort((one, other) => rank(one.group) - rank(other.group) || one.group.localeCompare(other.group))
}

function fits({ kind, many, group, shortNames }: ServedKind, words: readonly string[]): boolean {
  const text = [many, kind, group, ...shortNames].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

function rank(group: string): number {
  const place = first.indexOf(group)
  if (place !== -1) return place
  return isCustom(group) ? first.length : first.length + 1
}

/** Whether a group is not one of Kubernetes' own. */
export function isCustom(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io')
}

/** The one that somebody means who types this and Enter: a short name, a name, else the first that fits. */
export function meant(groups: readonly KindGroup[], typed: string): ServedKind | undefined {
  const text = typed.trim().toLowerCase()
  const kinds = groups.flatMap((group) => group.kinds)
  const exact = kinds.find(
    ({ plural, kind, shortNames }) =>
      shortNames.includes(text) || plural === text || kind.toLowerCase() === text,
  )
  return exact ?? (text === '' ? undefined : kinds[0])
}
