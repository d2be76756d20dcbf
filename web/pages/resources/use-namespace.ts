import { useSearchParams } from 'react-router'

/** The namespace that is chosen in a place with several, kept in the address; undefined for all of them. */
export function useNamespace(): [
  namespace: string | undefined,
  choose: (namespace: string | undefined) => void,
] {
  const [params, setParams] = useSearchParams()
  const choose = (namespace: string | undefined): void =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      if (namespace === undefined) next.delete('namespace')
      else next.set('namespace', namespace)
      return next
    })
  return [params.get('namespace') ?? undefined, choose]
}
