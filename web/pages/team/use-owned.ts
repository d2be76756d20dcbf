import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { asStatusError } from '#web/data/client.ts'
import { listOf } from '#web/data/queries.ts'
import { sentence } from '#web/ui/error-words.ts'
import { useQuery } from '@tanstack/react-query'
import { ownedWords, type IsOwned } from './owned.ts'

/** What is left without an owner, or why that cannot be said, as a sentence; undefined while it is being asked. */
export function useOwned(isOwned: IsOwned): string | undefined {
  const projects = useQuery(listOf(project))
  const virtualClusters = useQuery(listOf(virtualClusterInstance))
  const spaces = useQuery(listOf(spaceInstance))
  if (projects.data === undefined || virtualClusters.data === undefined || spaces.data === undefined) {
    const error = projects.error ?? virtualClusters.error ?? spaces.error
    return error === null
      ? undefined
      : `What would be left without an owner cannot be listed now: ${sentence(asStatusError(error).message)}`
  }
  const words = ownedWords(isOwned, {
    projects: projects.data.items,
    virtualClusters: virtualClusters.data.items,
    spaces: spaces.data.items,
  })
  return words === ''
    ? 'They own no project, virtual cluster or space that you may see.'
    : `Left without an owner, as far as you may see: ${words}.`
}
