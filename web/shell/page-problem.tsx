import type { StatusError } from '#kube/status.ts'
import { self } from '#web/data/queries.ts'
import { paths } from '#web/paths.ts'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { Link } from 'react-router'
import { errorWords } from '#web/ui/error-words.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { EmptyNest } from './mark.tsx'
import { who } from './who.ts'

/** Soon enough to go on within five seconds of the server's return. */
const retryEvery = 2_500

/** A page that could not be shown: why, and what to do. Tries again by itself where that can help. */
export function PageProblem({ error, onAgain }: { error: StatusError; onAgain: () => void }): ReactNode {
  const me = useQueryClient().getQueryData(self.queryKey)
  const { title, advice, retries } = errorWords(error, { isAdmin: me !== undefined && who(me).isAdmin })
  useEffect(() => {
    if (!retries) return undefined
    const timer = setInterval(onAgain, retryEvery)
    return () => clearInterval(timer)
  }, [retries, onAgain])
  return (
    <>
      <title>{`${title} · Aerie`}</title>
      <Nothing
        role="alert"
        icon={<EmptyNest />}
        title={title}
        actions={
          <>
            {error.code !== 404 && (
              <Button variant="contained" onClick={onAgain}>
                Try again
              </Button>
            )}
            <Button variant="outlined" component={Link} to={paths.home()}>
              Go to Home
            </Button>
          </>
        }
      >
        {advice}
      </Nothing>
    </>
  )
}
