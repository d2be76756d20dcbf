import { clusterPrefix } from '#api/paths.ts'
import { rightsIn } from '#web/data/inside-rights.ts'
import { skipToken, useQuery } from '@tanstack/react-query'

/** Whether the person may list its nodes and pods, which none may who only has something on it; undefined until that is known. */
export function useSeesInside(cluster: string, answers: boolean): boolean | undefined {
  const rights = rightsIn({ root: clusterPrefix(cluster) })
  const { data } = useQuery({ ...rights, ...(answers ? {} : { queryFn: skipToken }) })
  if (!answers) return false
  return (
    data && ['nodes', 'pods'].every((plural) => data.reads({ group: '', version: 'v1', plural }) === true)
  )
}
