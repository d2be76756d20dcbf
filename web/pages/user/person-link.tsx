import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { People, PersonKind } from './use-people.ts'

interface Props {
  people: People
  kind: PersonKind
  name: string
  /** Where all of them are teams, none needs to be called one. */
  bare?: boolean
  /** Of the link, where something else leads the keyboard. */
  tabIndex?: number
}

/** Somebody by what they are called, with a link to their page where the person may open it. */
export function PersonLink({ people, kind, name, bare = false, tabIndex }: Props): ReactNode {
  const href = people.hrefOf(kind, name)
  const words = `${kind === 'Team' && !bare ? 'team ' : ''}${people.titleOf(kind, name)}`
  if (href === undefined) return words
  return (
    <Link
      component={RouterLink}
      to={href}
      underline="always"
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      {words}
    </Link>
  )
}

interface OwnerProps {
  people: People
  /** What stands for nobody. */
  none?: string
  owner: { user?: string | undefined; team?: string | undefined } | undefined
}

/** Who owns something, the same way. */
export function OwnerLink({ people, owner, none = 'nobody' }: OwnerProps): ReactNode {
  const { user = '', team = '' } = owner ?? {}
  if (user !== '') return <PersonLink people={people} kind="User" name={user} />
  return team === '' ? none : <PersonLink people={people} kind="Team" name={team} />
}
