import { useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { suggestName } from './names.ts'

interface Named {
  metadata: { name: string }
  spec: { displayName: string }
}

/**
 * To be told of every edit of the display name: the name, of at most `most` characters, follows it until somebody
 * gives it one of its own. An object that has its name already keeps it.
 */
export function useSuggestedName<Values extends Named>(
  form: UseFormReturn<Values>,
  most: number,
  named = false,
): (title: string) => void {
  // Of a form that is generic, no field can be named.
  const { formState, getValues, setValue } = form as unknown as UseFormReturn<Named>
  const suggested = useRef(suggestName(getValues('spec.displayName'), most))
  const { isSubmitted } = formState
  return (title) => {
    const name = getValues('metadata.name')
    if (named || (name !== '' && name !== suggested.current)) return
    suggested.current = suggestName(title, most)
    setValue('metadata.name', suggested.current, { shouldValidate: isSubmitted })
  }
}
