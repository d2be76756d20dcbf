import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { managementPrefix, objectPath } from '#api/paths.ts'
import type { EntityInfo } from '#api/self.ts'
import { request } from '#web/data/client.ts'
import { visible } from '#web/ui/visible.ts'
import { queryOptions } from '@tanstack/react-query'
import type { Introduced } from './roles.ts'

export const nobody: Introduced = { User: new Map(), Team: new Map() }

/** What members are called whom the person may not look up: the project introduces those whom it names. */
export function introducedIn({ metadata, spec }: Project) {
  const named = (spec.members ?? []).map(({ kind, name }) => `${kind}/${name}`).join()
  return queryOptions({
    queryKey: ['members', metadata.name, named],
    queryFn: async ({ signal }): Promise<Introduced> => {
      const path = `${managementPrefix}${objectPath(projectKind, metadata.name)}/members`
      const { users, teams } = await request<MemberInfos>('GET', path, { signal })
      return { User: titlesOf(users), Team: titlesOf(teams) }
    },
    staleTime: 60_000,
  })
}

interface MemberInfos {
  users: { info: EntityInfo }[]
  teams: { info: EntityInfo }[]
}

function titlesOf(infos: MemberInfos['users']): Map<string, string> {
  return new Map(
    infos.map(({ info: { name = '', displayName = '' } }) => [
      name,
      displayName === '' ? name : visible(displayName),
    ]),
  )
}
