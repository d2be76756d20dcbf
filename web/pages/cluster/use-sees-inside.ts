import { clusterPrefix } from '#api/paths.ts'
import { rightsIn } from '#web/data/inside-rights.ts'
import { skipToken, useQuery } from '@tanstack/react-query'

/** Whether the person may list its nodes and pods, which none may who only has something on it. */
export function useSeesInside(cluster: string, answers: boolean): boolean {
  const rights = rightsIn({ root: clusterPrefix(cluster) })
  const { data } = useQuery({ ...rights, ...(answers ? {} : { queryFn: skipToken }) })
  return ['nodes', 'pods'].every((plural) => data?.reads({ group: '', version: 'v1', plural }) === true)
}
