import LockIcon from '@mui/icons-material/LockOutlined'
import type { ReactNode } from 'react'
import { Nothing } from './nothing.tsx'

/** A place that is for others: who may, and whom to ask. Nothing was asked of the server. */
export function NotForYou({ what, children }: { what: string; children: ReactNode }): ReactNode {
  return (
    <Nothing role="alert" icon={<LockIcon />} title={`${what} is not for you to see`}>
      {children}
    </Nothing>
  )
}
