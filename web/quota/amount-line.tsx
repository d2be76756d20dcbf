import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { QuotaBar } from './quota-bar.tsx'

interface Props {
  name: ReactNode
  /** As Kubernetes calls it. */
  title?: string
  words: string
  used: number
  /** Without one there is no bar. */
  limit?: number | undefined
}

/** Something that is limited: its name, what is used of it in words, and the bar that shows the same. */
export function AmountLine({ name, title, words, used, limit }: Props): ReactNode {
  return (
    <div>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', columnGap: 2, mb: 0.5, flexWrap: 'wrap' }}>
        <span title={title}>{name}</span>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {words}
        </Box>
      </Box>
      <QuotaBar used={used} limit={limit} />
    </div>
  )
}
