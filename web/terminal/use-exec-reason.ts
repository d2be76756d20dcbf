import { checking } from '#web/data/access.ts'
import { rightToExec, type Place } from '#web/data/inside-rights.ts'
import { useQuery } from '@tanstack/react-query'

/** Why the person may open no shell in the containers of a place; undefined when they may. */
export function useExecReason(place: Place): string | undefined {
  const { data, error } = useQuery(rightToExec(place))
  if (data === true) return undefined
  if (data === undefined) return error === null ? checking : 'The server could not say whether you may.'
  const where = place.namespace === undefined ? 'here' : `in namespace ${place.namespace}`
  return `You may not open shells ${where}: the right to create pods/exec is missing. An admin of the project can give it to you.`
}
