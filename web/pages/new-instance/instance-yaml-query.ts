import { queryOptions } from '@tanstack/react-query'

/**
 * The code that writes YAML and tries what is typed against the patterns of a template. It weighs as much as half
 * of the page, so it comes behind it: what needs it waits, and nothing is sent without it.
 */
export const instanceYaml = queryOptions({
  queryKey: ['code', 'instance-yaml'],
  queryFn: () => import('./instance-yaml.ts'),
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
  // What is being typed should not give way to a message for a short loss of the server.
  retry: 3,
})
