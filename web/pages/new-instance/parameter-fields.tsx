import type { AppParameter } from '#api/parameters.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, type ReactNode } from 'react'
import type { Control } from 'react-hook-form'
import { sectionsOf, type InstanceValues } from './instance-form.ts'

// Many a template asks for nothing.
const ParameterInput = lazy(async () => ({
  default: (await import('./parameter-input.tsx')).ParameterInput,
}))

interface Props {
  control: Control<InstanceValues>
  parameters: readonly AppParameter[]
}

/** What the template asks for, under its headings. */
export function ParameterFields({ control, parameters }: Props): ReactNode {
  return sectionsOf(parameters).map((section) => (
    <Box key={section.title} component="fieldset" sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}>
      <Typography component="legend" variant="h3" sx={{ p: 0, mb: 1.5 }}>
        {section.title === '' ? 'What the template asks for' : visible(section.title)}
      </Typography>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: columns } }}>
        {section.parameters.map((parameter) => (
          <Box
            key={parameter.variable}
            sx={parameter.type === 'multiline' ? { gridColumn: '1 / -1' } : undefined}
          >
            <Suspense fallback={<Box sx={{ height: 56 }} />}>
              <ParameterInput control={control} parameter={parameter} />
            </Suspense>
          </Box>
        ))}
      </Box>
    </Box>
  ))
}

const columns = 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))'
