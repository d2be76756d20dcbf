import type { AppParameter } from '#api/parameters.ts'
import { SelectInput } from '#web/form/select-input.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { visible } from '#web/ui/visible.ts'
import Checkbox from '@mui/material/Checkbox'
import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import { useQueryClient } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { useController, type Control } from 'react-hook-form'
import { parameterLabel, shownText, type InstanceValues } from './instance-form.ts'
import { instanceYaml } from './instance-yaml-query.ts'

interface Props {
  control: Control<InstanceValues>
  parameter: AppParameter
}

/** The field for one parameter of a template, by its type. */
export function ParameterInput({ control, parameter }: Props): ReactNode {
  const { type = '', options = [], required = false, placeholder } = parameter
  const client = useQueryClient()
  const { field, fieldState } = useController({
    control,
    name: `spec.parameters.${parameter.variable ?? ''}`,
    rules: {
      validate: async (typed: unknown) => {
        const { parameterProblem } = await client.query(instanceYaml)
        return parameterProblem(parameter, shownText(parameter, typed)) ?? true
      },
    },
  })
  const text = shownText(parameter, field.value)
  const error = fieldState.error?.message
  const common = {
    label: parameterLabel(parameter),
    helperText: error ?? helpOf(parameter),
    error: error !== undefined,
    required: required && type !== 'boolean',
    name: field.name,
    inputRef: field.ref,
    onBlur: field.onBlur,
  }
  if (options.length > 0) {
    const none = options.includes(text) ? [] : [[text, text === '' ? 'None' : text] as const]
    const all = [...none, ...options.map((option) => [option, option] as const)]
    return <SelectInput {...common} value={text} options={all} onChange={field.onChange} />
  }
  if (type === 'boolean')
    return <Tick {...common} checked={truths.includes(text)} onChange={(on) => field.onChange(String(on))} />
  return (
    <TextField
      {...common}
      value={text}
      onChange={(event) => field.onChange(event.target.value)}
      {...(type === 'password' ? { type: 'password' } : {})}
      {...(type === 'multiline' ? { multiline: true, minRows: 3, maxRows: 12 } : {})}
      slotProps={{
        htmlInput: {
          placeholder,
          spellCheck: false,
          autoComplete: type === 'password' ? 'new-password' : 'off',
          ...(type === 'number' ? { inputMode: 'numeric' } : {}),
        },
      }}
    />
  )
}

const truths = ['1', 't', 'T', 'TRUE', 'true', 'True']

/** What it is for, and what may be written there. */
function helpOf({ description = '', type, min, max, defaultValue = '' }: AppParameter): string | undefined {
  const range =
    type !== 'number' || (min === undefined && max === undefined)
      ? ''
      : min === undefined
        ? `At most ${max}.`
        : max === undefined
          ? `At least ${min}.`
          : `From ${min} to ${max}.`
  const standard = defaultValue === '' || type === 'boolean' ? '' : `Default: ${defaultValue}.`
  const help = [visible(description), range, standard].filter(Boolean).join(' ')
  return help === '' ? undefined : help
}

interface TickProps {
  label: string
  name: string
  helperText: string | undefined
  error: boolean
  checked: boolean
  inputRef: (element: HTMLInputElement | null) => void
  onBlur: () => void
  onChange: (on: boolean) => void
}

function Tick({ label, name, helperText, error, checked, inputRef, onBlur, onChange }: TickProps): ReactNode {
  const id = useId()
  const described = helperText === undefined ? {} : { 'aria-describedby': id }
  return (
    <FormControl error={error}>
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            size="small"
            name={name}
            checked={checked}
            onChange={(event) => onChange(event.target.checked)}
            onBlur={onBlur}
            slotProps={{ input: { ref: inputRef, ...described } }}
          />
        }
      />
      {helperText !== undefined && (
        <FormHelperText id={id} sx={{ mt: -0.5 }}>
          {helperText}
        </FormHelperText>
      )}
    </FormControl>
  )
}
