import { ReasonedMenuItem } from '#web/ui/reasoned-menu-item.tsx'
import type { ReactNode } from 'react'
import type { MemberChange } from './member-dialog.tsx'
import type { MemberRow } from './roles.ts'

interface Props {
  row: MemberRow
  /** Why the person may not change the project. */
  against: string | undefined
  /** Whether this is the person. */
  isMe: boolean
  onClose: () => void
  onAsk: (change: MemberChange) => void
}

/** What can be done with a member; who comes with a team or as the owner is changed there. */
export function MemberMenu({ row, against, isMe, onClose, onAsk }: Props): ReactNode {
  const reason = against ?? notNamed(row)
  const ask = (what: MemberChange['what']) => () => {
    onClose()
    const kind = row.kind === 'Team' ? 'Team' : 'User'
    const { named } = row
    onAsk({
      what,
      who: { kind, name: row.metadata.name },
      title: row.title,
      ...(named === undefined ? {} : { role: named }),
    })
  }
  return (
    <>
      <ReasonedMenuItem reason={reason} onClick={ask('change')}>
        Change role…
      </ReasonedMenuItem>
      <ReasonedMenuItem reason={reason} onClick={ask(isMe ? 'leave' : 'remove')}>
        {isMe ? 'Leave the project…' : 'Remove…'}
      </ReasonedMenuItem>
    </>
  )
}

function notNamed({ named, from }: MemberRow): string | undefined {
  if (named !== undefined) return undefined
  return from.includes('owner')
    ? 'The owner is a member as such. A platform admin can give the project another owner.'
    : `They are a member through ${from.join(', ')}, which the project names in their place.`
}
