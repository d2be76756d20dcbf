import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isQuick, matcherOf, type Match, type Sought } from './matcher.ts'

/** How to look for something, and why that cannot be; what looks for hard expressions is loaded with the first of them. */
export function useMatch({ text, regex }: Sought): { match: Match | undefined; wrong: string | undefined } {
  const { data: linear } = useQuery({
    queryKey: ['linear-search'],
    queryFn: async () => (await import('./linear.ts')).linearSearch,
    enabled: regex && !isQuick(text),
    staleTime: Infinity,
    structuralSharing: false,
  })
  return useMemo(() => {
    const matcher = matcherOf({ text, regex }, linear)
    return {
      match: matcher !== undefined && 'match' in matcher ? matcher.match : undefined,
      wrong: matcher !== undefined && 'wrong' in matcher ? matcher.wrong : undefined,
    }
  }, [text, regex, linear])
}
