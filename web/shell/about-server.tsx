import { version } from '#web/data/queries.ts'
import Typography from '@mui/material/Typography'
import { useIsFetching, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

/** Which server one speaks to, for whoever reports a fault. Not worth a message when it is not known. */
export function ServerVersion(): ReactNode {
  // The page's own data first: nobody waits for this.
  const enabled = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== version.queryKey[0] }) === 0
  const { data } = useQuery({ ...version, enabled })
  if (data === undefined) return null
  return (
    <Typography variant="caption" color="textSecondary" sx={{ px: 2, py: 1.5 }}>
      Aerie {data.aerie} · Kubernetes {data.kubeVersion}
    </Typography>
  )
}
