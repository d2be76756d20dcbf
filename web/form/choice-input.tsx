import { TextField } from '#web/ui/text-field.tsx'
import Autocomplete from '@mui/material/Autocomplete'
import type { ReactNode } from 'react'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'
import { bestFirst } from './best-first.ts'
import type { Choice } from './names-input.tsx'

interface Props<Values extends FieldValues> {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
  choices: readonly Choice[]
  helperText?: string
}

/** Picks one of many by name. */
export function ChoiceInput<Values extends FieldValues>(props: Props<Values>): ReactNode {
  const { control, name, label, choices, helperText } = props
  const { field, fieldState } = useController({ control, name })
  const labels = new Map(choices.map((choice) => [choice.name, choice.label]))
  const labelOf = (choice: string): string => labels.get(choice) ?? choice
  const value: unknown = field.value
  return (
    <Autocomplete
      disableClearable
      autoHighlight
      filterOptions={(all, { inputValue }) => bestFirst(all, inputValue, (choice) => [labelOf(choice)])}
      options={choices.map((choice) => choice.name)}
      value={typeof value === 'string' ? value : ''}
      onChange={(_, picked) => field.onChange(picked)}
      onBlur={field.onBlur}
      getOptionLabel={labelOf}
      isOptionEqualToValue={(option, chosen) => option === chosen}
      noOptionsText="Nothing that you may see matches"
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
