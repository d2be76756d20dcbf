import { insideList, slim, type Collection } from '#web/data/inside.ts'
import { rightsIn, type Place } from '#web/data/inside-rights.ts'
import type { Watchable } from '#web/data/fold.ts'
import ArrowIcon from '@mui/icons-material/ArrowDropDown'
import Box from '@mui/material/Box'
import { skipToken, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNamespace } from './use-namespace.ts'

const namespaces: Collection<Watchable> = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  as: 'table',
  shape: 'names',
  keep: ({ metadata }) => ({ metadata: slim(metadata) }),
}

/** One namespace of a place, or all of them; where they may not be listed, only the one that an address names. */
export function NamespaceChoice({ root }: Pick<Place, 'root'>): ReactNode {
  const [chosen, choose] = useNamespace()
  const { data: allowed } = useQuery(rightsIn({ root }))
  const lists = allowed?.reads(namespaces) === true
  const { data } = useQuery({ ...insideList({ root }, namespaces), ...(lists ? {} : { queryFn: skipToken }) })
  const names = new Set(data?.items.map(({ metadata }) => metadata.name))
  if (chosen !== undefined) names.add(chosen)
  if (names.size === 0) return null
  return (
    <Box sx={{ position: 'relative', minWidth: 0 }}>
      <Box
        component="select"
        aria-label="Namespace"
        value={chosen ?? ''}
        onChange={(event) => choose(event.target.value === '' ? undefined : event.target.value)}
        sx={selectStyle}
      >
        <option value="">All namespaces</option>
        {[...names].sort().map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Box>
      <ArrowIcon aria-hidden="true" sx={arrowStyle} />
    </Box>
  )
}

const selectStyle = {
  height: 34,
  maxWidth: { xs: '100%', sm: 280 },
  pl: 1.5,
  pr: 4,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  bgcolor: 'background.paper',
  color: 'text.primary',
  font: 'inherit',
  textOverflow: 'ellipsis',
  appearance: 'none',
  cursor: 'pointer',
  '&:hover': { borderColor: 'text.secondary' },
} as const

const arrowStyle = {
  position: 'absolute',
  right: 6,
  top: 7,
  fontSize: 20,
  pointerEvents: 'none',
  color: 'action.active',
} as const
