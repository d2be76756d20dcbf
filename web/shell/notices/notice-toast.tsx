import { Toast } from '#web/shell/toast.tsx'
import Link from '@mui/material/Link'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { useNotices } from './notices.ts'

/** The last notice, and how many others came while it stood there. */
export function NoticeToast(): ReactNode {
  const { all } = useNotices()
  const [closed, setClosed] = useState(0)
  const [last, ...others] = all.filter(({ id }) => id > closed)
  const close = (): void => setClosed(last?.id ?? closed)
  return (
    <Toast
      onClose={close}
      said={
        last && (
          <>
            {last.to === undefined ? (
              last.words
            ) : (
              <Link component={RouterLink} to={last.to} color="inherit" onClick={close}>
                {last.words}
              </Link>
            )}
            {others.length > 0 && ` and ${others.length} more`}
          </>
        )
      }
    />
  )
}
