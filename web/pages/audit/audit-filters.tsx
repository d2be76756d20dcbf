import { SelectInput } from '#web/form/select-input.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import Box from '@mui/material/Box'
import { useTyped } from '#web/ui/use-typed.ts'
import type { ReactNode } from 'react'
import type { AuditFilters } from './audit-query.ts'

interface Props {
  filters: AuditFilters
  onChange: (name: keyof AuditFilters, value: string) => void
  /** Whether all is of one project, so that there is none to choose. */
  inProject: boolean
}

const verbs = [
  ['', 'Anything'],
  ['create', 'Made, or opened'],
  ['patch', 'Changed a part'],
  ['update', 'Replaced'],
  ['delete', 'Deleted'],
  ['deletecollection', 'Deleted all'],
  ['get', 'Followed'],
] as const

const results = [
  ['', 'Any'],
  ['done', 'Done'],
  ['refused', 'Refused or failed'],
  ['unknown', 'Not known'],
] as const

const times = [
  ['', 'Ever'],
  ['hour', 'The last hour'],
  ['day', 'The last day'],
  ['week', 'The last week'],
  ['month', 'The last 30 days'],
] as const

export function AuditFilterFields({ filters, onChange, inProject }: Props): ReactNode {
  const text = (name: 'user' | 'project' | 'object', label: string): ReactNode => (
    <FilterText
      key={name}
      label={label}
      value={filters[name] ?? ''}
      onChange={(value) => onChange(name, value)}
    />
  )
  const choice = (
    name: 'verb' | 'result' | 'since',
    label: string,
    options: readonly (readonly [string, string])[],
  ): ReactNode => (
    <SelectInput
      label={label}
      value={filters[name] ?? ''}
      options={options}
      onChange={(value) => onChange(name, value)}
    />
  )
  return (
    <Box
      role="search"
      aria-label={inProject ? 'Filter of the activity' : 'Filter of the audit'}
      sx={{
        display: 'grid',
        flex: 'none',
        gap: 1.5,
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)', lg: `repeat(${inProject ? 5 : 6}, 1fr)` },
      }}
    >
      {text('user', 'Who')}
      {choice('verb', 'Did', verbs)}
      {text('object', 'To')}
      {!inProject && text('project', 'Project')}
      {choice('result', 'Result', results)}
      {choice('since', 'Since', times)}
    </Box>
  )
}

function FilterText({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}): ReactNode {
  const [typed, type] = useTyped(value, onChange)
  return <TextField label={label} value={typed} onChange={(event) => type(event.target.value)} />
}
