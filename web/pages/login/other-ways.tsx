import type { Methods } from '#web/data/queries.ts'
import Button from '@mui/material/Button'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  ways: NonNullable<Methods['methods']['redirects']>
  /** Whether there is a form for a password above. */
  besides: boolean
}

/** Ways to sign in that lead elsewhere and back, a button each. */
export function OtherWays({ ways, besides }: Props): ReactNode {
  return (
    <Box sx={{ display: 'grid', gap: 1, mt: besides ? 2 : 0 }}>
      {besides && (
        <Typography variant="body2" color="textSecondary" sx={{ textAlign: 'center' }}>
          or
        </Typography>
      )}
      {ways
        .filter(({ path }) => path.startsWith('/auth/'))
        .map(({ name, displayName, path }) => (
          <Button key={name} variant="outlined" size="medium" href={path}>
            Sign in with {displayName}
          </Button>
        ))}
    </Box>
  )
}
