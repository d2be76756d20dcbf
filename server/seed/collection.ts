import type { KubeObject } from '#kube/types.ts'

/**
 * Where an object of the story is made below an API server's root; in `home` where it does not say itself. Names of
 * resources follow from kinds by the rule that Kubernetes' own names follow.
 */
export function collectionOf({ apiVersion, kind, metadata }: KubeObject, home?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const namespace = home ?? metadata.namespace
  return `${root}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${pluralOf(kind)}`
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase()
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`
}
