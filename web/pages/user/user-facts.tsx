import { user as userKind, type User } from '#api/kinds/user.ts'
import { managementPrefix, objectPath } from '#api/paths.ts'
import { request } from '#web/data/client.ts'
import { self } from '#web/data/queries.ts'
import { getCommand } from '#web/form/commands.ts'
import { who } from '#web/shell/who.ts'
import { Command } from '#web/ui/command.tsx'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { counted } from '#web/ui/name-words.ts'
import { Section } from '#web/ui/section.tsx'
import { Age, Time } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import { queryOptions, skipToken, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PersonLink } from './person-link.tsx'
import { usePeople } from './use-people.ts'

/** What there is to know of somebody besides what they have. */
export function UserFacts({ user, gone }: { user: User; gone: boolean }): ReactNode {
  const people = usePeople()
  const me = who(useSuspenseQuery(self).data)
  const { name, creationTimestamp } = user.metadata
  const { email = '', username = '', disabled } = user.spec
  const teams = user.status?.teams ?? []
  const { data: keys } = useQuery(keysOf(name, !gone && (me.isAdmin || me.user === name)))
  return (
    <Section title="About">
      <Facts>
        <Fact name="User name">{visible(username === '' ? name : username)}</Fact>
        <Fact name="E-mail">{email === '' ? 'Not known' : visible(email)}</Fact>
        <Fact name="Sign-in">
          {disabled === true ? <Mark tone="bad">Disabled</Mark> : <Mark tone="good">Allowed</Mark>}
        </Fact>
        <Fact name={teams.length === 1 ? 'Team' : 'Teams'}>
          {teams.length === 0
            ? 'None'
            : teams.map((team, index) => (
                <span key={team}>
                  {index > 0 && ', '}
                  <PersonLink people={people} kind="Team" name={team} bare />
                </span>
              ))}
        </Fact>
        {keys !== undefined && (
          <Fact name="Access keys and sessions">
            {keys.length === 0
              ? 'None'
              : `${counted(keys.filter(({ spec }) => spec.type !== 'Login').length, 'key')}, ${counted(
                  keys.filter(({ spec }) => spec.type === 'Login').length,
                  'session',
                )}`}
          </Fact>
        )}
        {typeof creationTimestamp === 'string' && (
          <Fact name="Made">
            <Time at={creationTimestamp} /> (<Age at={creationTimestamp} /> ago)
          </Fact>
        )}
        {!gone && (
          <Fact name="On the command line">
            <Command>{getCommand(userKind, { name })}</Command>
          </Fact>
        )}
      </Facts>
    </Section>
  )
}

interface Keys {
  accessKeys: { spec: { type?: string } }[]
}

/** What is known of somebody's keys, and never a key itself; it is for them and for platform admins to know. */
function keysOf(user: string, mayKnow: boolean) {
  return queryOptions({
    queryKey: ['user-keys', user, mayKnow],
    queryFn: mayKnow
      ? async ({ signal }) => {
          const path = `${managementPrefix}${objectPath(userKind, user)}/accesskeys`
          return (await request<Keys>('GET', path, { signal })).accessKeys
        }
      : skipToken,
    staleTime: 10_000,
  })
}
