import { paths } from '#web/paths.ts'
import { EmptyNest } from '#web/shell/mark.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

export function NotFoundPage(): ReactNode {
  return (
    <>
      <title>Not found · Aerie</title>
      <Nothing
        icon={<EmptyNest />}
        title="There is no such page"
        actions={
          <Button variant="contained" component={Link} to={paths.home()}>
            Go to Home
          </Button>
        }
      >
        The address may be mistyped, or from another version of Aerie.
      </Nothing>
    </>
  )
}
