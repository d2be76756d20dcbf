import { TextField } from '#web/ui/text-field.tsx'
import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete'
import type { ReactNode } from 'react'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'
import type { Choice } from './names-input.tsx'

interface Props<Values extends FieldValues> {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
  choices: readonly Choice[]
  helperText?: string
}

/** Long lists are narrowed by typing; drawing all of them would only be slow. */
const filterOptions = createFilterOptions<string>({ limit: 50 })

/** Picks one of many by name. */
export function ChoiceInput<Values extends FieldValues>(props: Props<Values>): ReactNode {
  const { control, name, label, choices, helperText } = props
  const { field, fieldState } = useController({ control, name })
  const labels = new Map(choices.map((choice) => [choice.name, choice.label]))
  const value: unknown = field.value
  return (
    <Autocomplete
      disableClearable
      autoHighlight
      filterOptions={filterOptions}
      options={choices.map((choice) => choice.name)}
      value={typeof value === 'string' ? value : ''}
      onChange={(_, picked) => field.onChange(picked)}
      onBlur={field.onBlur}
      getOptionLabel={(choice) => labels.get(choice) ?? choice}
      isOptionEqualToValue={(option, chosen) => option === chosen}
      noOptionsText="Nobody you may see matches"
      renderInput={(input) => (
        <TextField
          {...input}
          label={label}
          inputRef={field.ref}
          error={fieldState.error !== undefined}
          helperText={fieldState.error?.message ?? helperText}
        />
      )}
    />
  )
}
