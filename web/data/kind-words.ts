import type { Kind } from '#api/kind.ts'

interface KindWords {
  one: string
  many: string
}

/** Kinds that people call otherwise than Kubernetes does. */
const words: Readonly<Record<string, KindWords>> = {
  spaceinstances: { one: 'space', many: 'spaces' },
  virtualclusterinstances: { one: 'virtual cluster', many: 'virtual clusters' },
  projectsecrets: { one: 'secret', many: 'secrets' },
  ownedaccesskeys: { one: 'access key', many: 'access keys' },
  spacetemplates: { one: 'space template', many: 'space templates' },
  virtualclustertemplates: { one: 'virtual cluster template', many: 'virtual cluster templates' },
}

/** What people call an object of this kind, and several. */
export function kindWords({ plural, singular }: Pick<Kind, 'plural' | 'singular'>): KindWords {
  return words[plural] ?? { one: singular, many: plural }
}
