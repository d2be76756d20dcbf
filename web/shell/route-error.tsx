import { asStatusError } from '#web/data/client.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { useRevalidator, useRouteError } from 'react-router'
import { Nothing } from '#web/ui/nothing.tsx'
import { PageProblem } from './page-problem.tsx'

/** When not even the shell could start: the server is away, or the console was replaced by a newer one. */
export function RouteError(): ReactNode {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', alignItems: 'center' }}>
      {isMissingChunk(error) ? (
        <Nothing
          role="alert"
          title="Aerie was updated"
          actions={
            <Button variant="contained" onClick={() => window.location.reload()}>
              Reload
            </Button>
          }
        >
          This window still runs the former version. Reload it; what you typed is kept.
        </Nothing>
      ) : (
        <PageProblem error={asStatusError(error)} onAgain={() => void revalidate()} />
      )}
    </Box>
  )
}

/** Browsers word a module that is not there any more in their own ways, and always as a TypeError. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message)
}
