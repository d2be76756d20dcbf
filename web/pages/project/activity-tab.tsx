import { project as projectKind } from '#api/kinds/project.ts'
import { objectOf, self } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { AuditLog } from '#web/pages/audit/audit-log.tsx'
import { who } from '#web/shell/who.ts'
import { NotForYou } from '#web/ui/not-for-you.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { roleIn } from './roles.ts'

/** Who did what in the project, and what came of it. */
export function ActivityTab(): ReactNode {
  const name = useParam('project')
  const { object } = useObject(objectOf(projectKind, name))
  const me = who(useSuspenseQuery(self).data)
  // The server would refuse everybody else, so it is not asked.
  return me.isAdmin || roleIn(object, me) === 'admin' ? (
    <AuditLog project={name} />
  ) : (
    <NotForYou what="The activity of this project">
      It says who did what in it, and is for admins of the project and for platform admins. Under Members
      stands who is an admin; ask one of them what you want to know.
    </NotForYou>
  )
}
