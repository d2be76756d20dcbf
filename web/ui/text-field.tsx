import FormControl, { type FormControlProps } from '@mui/material/FormControl'
import FormHelperText, { type FormHelperTextProps } from '@mui/material/FormHelperText'
import InputLabel, { type InputLabelProps } from '@mui/material/InputLabel'
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput'
import { useId, type ReactNode } from 'react'

type OfInput =
  | 'id'
  | 'name'
  | 'type'
  | 'value'
  | 'autoFocus'
  | 'inputRef'
  | 'multiline'
  | 'minRows'
  | 'maxRows'
type OfEvents = 'onChange' | 'onBlur' | 'onKeyDown' | 'onKeyUp'
type OfWhole = 'required' | 'disabled' | 'error' | 'fullWidth' | 'size' | 'sx'

export interface TextFieldProps
  extends Pick<OutlinedInputProps, OfInput | OfEvents>, Pick<FormControlProps, OfWhole> {
  label: string
  /** Under the field, and read out with it. */
  helperText?: ReactNode
  slotProps?: {
    input?: Partial<OutlinedInputProps>
    htmlInput?: OutlinedInputProps['inputProps']
    inputLabel?: Partial<InputLabelProps>
    formHelperText?: FormHelperTextProps
  }
}

/**
 * A text with its label and its help. MUI's own TextField can also be a list to choose from, in three styles,
 * and brings menus and dialogs with it: more than the rest of the sign-in page.
 */
export function TextField(props: TextFieldProps): ReactNode {
  const {
    label,
    helperText,
    slotProps = {},
    required,
    disabled,
    error,
    fullWidth,
    size,
    sx,
    ...input
  } = props
  const made = useId()
  const id = input.id ?? made
  const helperId = helperText === undefined ? undefined : `${id}-helper-text`
  return (
    <FormControl {...{ required, disabled, error, fullWidth, size, sx }}>
      <InputLabel id={`${id}-label`} htmlFor={id} {...slotProps.inputLabel}>
        {label}
      </InputLabel>
      <OutlinedInput
        {...input}
        {...slotProps.input}
        id={id}
        label={label}
        aria-describedby={helperId}
        inputProps={slotProps.htmlInput}
      />
      {helperId !== undefined && (
        <FormHelperText id={helperId} {...slotProps.formHelperText}>
          {helperText}
        </FormHelperText>
      )}
    </FormControl>
  )
}
