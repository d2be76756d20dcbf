import { asStatusError } from '#web/data/client.ts'
import { version } from '#web/data/queries.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useRevalidator, useRouteError } from 'react-router'
import { Nothing } from '#web/ui/nothing.tsx'
import { EmptyNest } from './mark.tsx'
import { PageProblem } from './page-problem.tsx'

/** When not even the shell could start: the server is away, or the console was replaced by a newer one. */
export function RouteError(): ReactNode {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', alignItems: 'center' }}>
      {isMissingChunk(error) ? (
        <MissingCode />
      ) : (
        <PageProblem error={asStatusError(error)} onAgain={() => void revalidate()} />
      )}
    </Box>
  )
}

/** A page's code did not come: with the server away it comes when that is back, else it is there no more. */
function MissingCode(): ReactNode {
  const { data, error, refetch } = useQuery({ ...version, queryKey: ['version', 'again'], staleTime: 0 })
  const [wasAway, setWasAway] = useState(false)
  if (error !== null && !wasAway) setWasAway(true)
  const isBack = wasAway && data !== undefined && error === null
  // Browsers remember that a module did not come: only a new page asks for it again. What was typed is kept.
  useEffect(() => {
    if (isBack) window.location.reload()
  }, [isBack])
  if (error !== null) return <PageProblem error={asStatusError(error)} onAgain={() => void refetch()} />
  if (data === undefined || isBack) return null
  return (
    <Nothing
      role="alert"
      icon={<EmptyNest />}
      title="Aerie was updated"
      actions={
        <Button variant="contained" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    >
      This window still runs the former version. Reload it; what you typed is kept.
    </Nothing>
  )
}

/** Browsers word a module that is not there any more in their own ways, and always as a TypeError. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message)
}
