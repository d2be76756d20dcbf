import { nameProblem, nextName, suggestName, typingProblem } from '#web/form/names.ts'
import { TextInput } from '#web/form/text-input.tsx'
import { useSuggestedName } from '#web/form/use-suggested-name.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { labels, type InstanceValues } from './instance-form.ts'

interface Props {
  form: UseFormReturn<InstanceValues>
  side: Side
  /** Whether another one has the name. */
  taken: boolean
}

/** How it is called, and what it is for. */
export function NameFields({ form, side, taken }: Props): ReactNode {
  const { control } = form
  const suggest = useSuggestedName(form, side.kind.maxNameLength)
  return (
    <>
      <NameInput form={form} side={side} taken={taken} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
        <TextInput
          control={control}
          name="spec.displayName"
          label={labels['spec.displayName'] ?? ''}
          helperText="What people read in lists; the name if this stays empty."
          onEdited={suggest}
          slotProps={{ htmlInput: { autoComplete: 'off' } }}
        />
        <TextInput
          control={control}
          name="spec.description"
          label={labels['spec.description'] ?? ''}
          helperText="What it is for, for those who find it."
          multiline
          maxRows={6}
          slotProps={{ htmlInput: { autoComplete: 'off' } }}
        />
      </Box>
    </>
  )
}

/** The name with its rules, which are looked after while it is typed, and a name that would do. */
function NameInput({ form, side, taken }: Props): ReactNode {
  const { control, setValue, setFocus } = form
  const most = side.kind.maxNameLength
  const name = useWatch({ control, name: 'metadata.name' })
  const problem = typingProblem(name, most)
  const better = problem !== undefined ? suggestName(name, most) : taken ? nextName(name, most) : ''
  return (
    <Box>
      <TextInput
        control={control}
        name="metadata.name"
        label={labels['metadata.name'] ?? ''}
        required
        autoFocus
        fullWidth
        helperText={`Lower-case letters, digits and hyphens, at most ${most}. It stands in addresses and on the command line, and cannot be changed later.`}
        problem={(text) => nameProblem(text, most)}
        complaint={problem ?? (taken ? `Another ${side.one} of this project has this name.` : undefined)}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } }}
      />
      {better !== '' && (
        <Button
          size="small"
          sx={{ mt: 0.5 }}
          onClick={() => {
            setValue('metadata.name', better, { shouldValidate: true, shouldDirty: true })
            setFocus('metadata.name')
          }}
        >
          Use {better}
        </Button>
      )}
    </Box>
  )
}
