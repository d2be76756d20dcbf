import { isTree, type Tree } from '#web/form/merge.ts'

/** The part of an object at a key; empty where there is none. */
export function treeIn(object: Tree, key: string): Tree {
  const value = object[key]
  return isTree(value) ? value : {}
}

/** The text at a key; empty where there is none. */
export function textIn(object: Tree, key: string): string {
  const value = object[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The texts of a list; none where it is no list of texts. */
export function textsIn(object: Tree, key: string): string[] {
  const value = object[key]
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : []
}

/** The things of a list; none where it is no list of things. */
export function treesIn(object: Tree, key: string): Tree[] {
  const value = object[key]
  return Array.isArray(value) && value.every(isTree) ? value : []
}

/** Who owns something, as forms name them: `user:maya`, `team:checkout`. */
export function ownerIn(spec: Tree): string {
  const owner = treeIn(spec, 'owner')
  const [user, team] = [textIn(owner, 'user'), textIn(owner, 'team')]
  if (user !== '') return `user:${user}`
  return team === '' ? '' : `team:${team}`
}
