import { TextField } from '#web/ui/text-field.tsx'
import Chip from '@mui/material/Chip'
import { lazy, Suspense, type ReactNode } from 'react'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'

const NamesPicker = lazy(async () => ({ default: (await import('./names-picker.tsx')).NamesPicker }))

/** Something that can be picked: stored by name, shown and found by both. */
export interface Choice {
  name: string
  label: string
  /** Whether it is switched off, such as somebody's account. */
  disabled?: boolean
}

interface Props<Values extends FieldValues> {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
  choices: readonly Choice[]
  helperText?: string
}

/** Picks several objects by name. Names that the person may not look up stay as they are. */
export function NamesInput<Values extends FieldValues>(props: Props<Values>): ReactNode {
  const { control, name, label, choices, helperText } = props
  const { field, fieldState } = useController({ control, name })
  const labels = new Map(choices.map((choice) => [choice.name, choice.label]))
  const titleOf = (choice: string): string => labels.get(choice) ?? choice
  const words = (choice: string): string => {
    const title = titleOf(choice)
    return title === choice ? choice : `${title} (${choice})`
  }
  const disabled = new Set(choices.filter((choice) => choice.disabled).map((choice) => choice.name))
  const about = (choice: string): string => (disabled.has(choice) ? `${choice}, disabled` : choice)
  const value: string[] = Array.isArray(field.value) ? field.value : []
  const shared = {
    label,
    error: fieldState.error !== undefined,
    helperText: fieldState.error?.message ?? helperText,
  }
  return (
    <Suspense fallback={<Awaited {...shared} picked={value.map(words)} />}>
      <NamesPicker
        {...shared}
        options={choices.map((choice) => choice.name)}
        value={value}
        titleOf={titleOf}
        words={words}
        about={about}
        inputRef={field.ref}
        onChange={field.onChange}
        onBlur={field.onBlur}
      />
    </Suspense>
  )
}

interface AwaitedProps {
  label: string
  helperText: ReactNode
  error: boolean
  picked: readonly string[]
}

/** What stands there until the list to pick from has come, and takes the same room. */
function Awaited({ picked, ...rest }: AwaitedProps): ReactNode {
  const chips = picked.map((words) => (
    <Chip key={words} size="medium" tabIndex={-1} label={words} onDelete={() => undefined} />
  ))
  const startAdornment = chips.length === 0 ? {} : { startAdornment: chips }
  return <TextField {...rest} disabled value="" slotProps={{ input: { sx: asInList, ...startAdornment } }} />
}

/** The sizes that MUI's Autocomplete gives to what is in it. */
const asInList = {
  flexWrap: 'wrap',
  p: '6px 65px 6px 6px',
  '& .MuiChip-root': { m: '3px', maxWidth: 'calc(100% - 6px)' },
  '& input': { width: 0, minWidth: 30, flexGrow: 1, p: '2.5px 4px 2.5px 8px' },
} as const
