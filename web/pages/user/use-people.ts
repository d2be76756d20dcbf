import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { listOf } from '#web/data/queries.ts'
import { paths } from '#web/paths.ts'
import { titleOf, type Owned } from '#web/ui/object-words.ts'
import { visible } from '#web/ui/visible.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

export type PersonKind = 'User' | 'Team'

/** What people and teams are called, and where their pages are. */
export interface People {
  titleOf: (kind: PersonKind, name: string) => string
  /** Undefined for whom the person may not look at. */
  hrefOf: (kind: PersonKind, name: string) => string | undefined
}

/** The page of whoever owns something, where the person may open that. */
export function ownerHref(people: People, { spec: { owner } }: Owned): string | undefined {
  const { user = '', team = '' } = owner ?? {}
  return user === '' ? people.hrefOf('Team', team) : people.hrefOf('User', user)
}

/** Knows everybody whom the person may see; until they are there, and for all others, the name stands for them. */
export function usePeople(): People {
  const users = useQuery(listOf(userKind)).data?.items
  const teams = useQuery(listOf(teamKind)).data?.items
  return useMemo(() => {
    const titles = {
      User: new Map(users?.map((object) => [object.metadata.name, titleOf(object)])),
      Team: new Map(teams?.map((object) => [object.metadata.name, titleOf(object)])),
    }
    return {
      titleOf: (kind, name) => titles[kind].get(name) ?? visible(name),
      hrefOf: (kind, name) => {
        if (!titles[kind].has(name)) return undefined
        return kind === 'User' ? paths.user(name) : paths.team(name)
      },
    }
  }, [users, teams])
}
