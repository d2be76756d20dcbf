import { TextField } from '#web/ui/text-field.tsx'
import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode, type Ref } from 'react'
import { bestFirst } from './best-first.ts'

interface Props {
  label: string
  options: string[]
  value: string[]
  /** What people read for an option. */
  titleOf: (option: string) => string
  /** The same, with its name where that is another. */
  words: (option: string) => string
  /** What else there is to know of it, such as its name. */
  about: (option: string) => string
  error: boolean
  helperText: string | undefined
  inputRef: Ref<HTMLInputElement>
  onChange: (picked: string[]) => void
  onBlur: () => void
}

/** A list to pick several from, which is narrowed by typing. */
export function NamesPicker(props: Props): ReactNode {
  const { label, options, value, titleOf, words, about, error, helperText, inputRef, onChange, onBlur } =
    props
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState(false)
  /** Text that picked nobody is neither thrown away nor sent: it stays, and says so. */
  const unpicked =
    left && typed !== '' ? `“${typed}” picks nobody yet: choose from the list, or clear it.` : undefined
  return (
    <Autocomplete
      multiple
      autoHighlight
      filterOptions={(all, { inputValue }) =>
        bestFirst(all, inputValue, (choice) => [titleOf(choice), choice, words(choice)])
      }
      options={options}
      value={value}
      onChange={(_, picked) => onChange(picked)}
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      clearOnBlur={false}
      onFocus={() => setLeft(false)}
      onBlur={() => {
        setLeft(true)
        onBlur()
      }}
      onKeyDown={(event) => {
        // Enter in a half-typed name is meant for the name, not for the form.
        if (event.key === 'Enter' && typed !== '') event.preventDefault()
      }}
      getOptionLabel={words}
      noOptionsText="Nothing that you may see matches"
      renderOption={({ key, ...option }, choice) => (
        <Box component="li" key={key} {...option}>
          <Box>
            <Typography>{titleOf(choice)}</Typography>
            <Typography variant="caption" color="textSecondary">
              {about(choice)}
            </Typography>
          </Box>
        </Box>
      )}
      renderInput={(input) => (
        <TextField
          {...input}
          label={label}
          inputRef={inputRef}
          error={error || unpicked !== undefined}
          helperText={error ? helperText : (unpicked ?? helperText)}
        />
      )}
    />
  )
}
