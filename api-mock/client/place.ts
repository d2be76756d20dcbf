/** Where an object is; the namespace is empty for what is in none. */
export interface Place {
  namespace: string
  name: string
}

/** As the key of a worker or a map. */
export function keyOf({ namespace, name }: Place): string {
  return `${namespace}/${name}`
}

export function placeOf(key: string): Place {
  const at = key.indexOf('/')
  return { namespace: key.slice(0, at), name: key.slice(at + 1) }
}
