import { changed, useAddress } from '#web/ui/use-address.ts'

/** The namespace that is chosen in a place with several, kept in the address; undefined for all of them. */
export function useNamespace(): [
  namespace: string | undefined,
  choose: (namespace: string | undefined) => void,
] {
  const [params, change] = useAddress()
  const choose = (namespace = ''): void => change((before) => changed(before, { namespace }), 'push')
  return [params.get('namespace') ?? undefined, choose]
}
