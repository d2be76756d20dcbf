import ArrowIcon from '@mui/icons-material/ArrowDropDown'
import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import InputLabel from '@mui/material/InputLabel'
import OutlinedInput from '@mui/material/OutlinedInput'
import type { InputBaseComponentProps } from '@mui/material/InputBase'
import { useId, type ElementType, type ReactNode, type Ref } from 'react'

// MUI draws its frame around a select as around an input; only its types know of none but inputs.
const select = 'select' as unknown as ElementType<InputBaseComponentProps>

const arrow = { position: 'absolute', right: 7, pointerEvents: 'none', color: 'action.active' } as const

interface Props {
  label: string
  value: string
  /** Value and words. */
  options: readonly (readonly [value: string, words: string])[]
  required?: boolean
  error?: boolean
  helperText?: ReactNode
  inputRef?: Ref<HTMLSelectElement>
  name?: string
  onChange: (value: string) => void
  onBlur?: () => void
}

/**
 * One of a few, with the browser's own list, which every device and screen reader knows. MUI's own brings the menu
 * with it that it can open instead.
 */
export function SelectInput(props: Props): ReactNode {
  const { label, options, value, required, error, helperText, inputRef, name, onChange, onBlur } = props
  const id = useId()
  return (
    <FormControl {...{ required, error }}>
      <InputLabel htmlFor={id} shrink>
        {label}
      </InputLabel>
      <OutlinedInput
        notched
        label={label}
        value={value}
        inputRef={inputRef}
        onChange={(event) => onChange(event.target.value)}
        endAdornment={<ArrowIcon aria-hidden="true" sx={arrow} />}
        sx={{ pr: 0, '& select': { cursor: 'pointer', appearance: 'none', pr: '32px' } }}
        inputComponent={select}
        inputProps={{
          id,
          name,
          onBlur,
          ...(helperText === undefined ? {} : { 'aria-describedby': `${id}-help` }),
          children: options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          )),
        }}
      />
      {helperText !== undefined && <FormHelperText id={`${id}-help`}>{helperText}</FormHelperText>}
    </FormControl>
  )
}
