import { TextField, type TextFieldProps } from '#web/ui/text-field.tsx'
import type { ReactNode } from 'react'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'

type Props<Values extends FieldValues> = Omit<TextFieldProps, 'name' | 'error'> & {
  control: Control<Values>
  name: FieldPath<Values>
  /** What is wrong with a text, in words. */
  problem?: (text: string) => string | undefined
  /** What is wrong already while it is being typed. */
  complaint?: string | undefined
  onEdited?: (text: string) => void
}

/** A text field bound to a form: its error takes the place of its help. */
export function TextInput<Values extends FieldValues>(props: Props<Values>): ReactNode {
  const { control, name, problem, complaint, onEdited, helperText, ...rest } = props
  const { field, fieldState } = useController({
    control,
    name,
    ...(problem === undefined ? {} : { rules: { validate: (text: string) => problem(text) ?? true } }),
  })
  const { ref, value, onChange, ...bound } = field
  const error = fieldState.error?.message ?? complaint
  return (
    <TextField
      {...rest}
      {...bound}
      inputRef={ref}
      value={value ?? ''}
      onChange={(event) => {
        onChange(event)
        onEdited?.(event.target.value)
      }}
      error={error !== undefined}
      helperText={error ?? helperText}
    />
  )
}
