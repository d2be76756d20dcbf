import { TextField } from '#web/ui/text-field.tsx'
import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'

/** Something that can be picked: stored by name, shown and found by both. */
export interface Choice {
  name: string
  label: string
}

interface Props<Values extends FieldValues> {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
  choices: readonly Choice[]
  helperText?: string
}

/** Long lists are narrowed by typing; drawing all of them would only be slow. */
const filterOptions = createFilterOptions<string>({ limit: 50 })

/** Picks several objects by name. Names that the person may not look up stay as they are. */
export function NamesInput<Values extends FieldValues>(props: Props<Values>): ReactNode {
  const { control, name, label, choices, helperText } = props
  const { field, fieldState } = useController({ control, name })
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState(false)
  /** Text that picked nobody is neither thrown away nor sent: it stays, and says so. */
  const unpicked =
    left && typed !== '' ? `“${typed}” picks nobody yet: choose from the list, or clear it.` : undefined
  const labels = new Map(choices.map((choice) => [choice.name, choice.label]))
  const words = (choice: string): string => {
    const known = labels.get(choice)
    return known === undefined || known === choice ? choice : `${known} (${choice})`
  }
  return (
    <Autocomplete
      multiple
      autoHighlight
      filterOptions={filterOptions}
      options={choices.map((choice) => choice.name)}
      value={Array.isArray(field.value) ? field.value : []}
      onChange={(_, picked) => field.onChange(picked)}
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      clearOnBlur={false}
      onFocus={() => setLeft(false)}
      onBlur={() => {
        setLeft(true)
        field.onBlur()
      }}
      onKeyDown={(event) => {
        // Enter in a half-typed name is meant for the name, not for the form.
        if (event.key === 'Enter' && typed !== '') event.preventDefault()
      }}
      getOptionLabel={words}
      noOptionsText="Nobody you may see matches"
      renderOption={({ key, ...option }, choice) => (
        <Box component="li" key={key} {...option}>
          <Box>
            <Typography>{labels.get(choice) ?? choice}</Typography>
            <Typography variant="caption" color="textSecondary">
              {choice}
            </Typography>
          </Box>
        </Box>
      )}
      renderInput={(input) => (
        <TextField
          {...input}
          label={label}
          inputRef={field.ref}
          error={fieldState.error !== undefined || unpicked !== undefined}
          helperText={fieldState.error?.message ?? unpicked ?? helperText}
        />
      )}
    />
  )
}
