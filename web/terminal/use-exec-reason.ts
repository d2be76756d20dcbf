import { checking } from '#web/data/access.ts'
import { pods, rightTo, type Place } from '#web/data/inside-rights.ts'
import { useQuery } from '@tanstack/react-query'

const exec = { ...pods, subresource: 'exec' }

/**
 * Why the person may open no shell in the containers of a place; undefined when they may. The upgrade is a read by its
 * method, and is asked about as a write besides.
 */
export function useExecReason(place: Place): string | undefined {
  const asked = [useQuery(rightTo('get', place, exec)), useQuery(rightTo('create', place, exec))]
  if (asked.every(({ data }) => data === true)) return undefined
  if (asked.some(({ data }) => data === false)) {
    const where = place.namespace === undefined ? 'here' : `in namespace ${place.namespace}`
    return `You may not open shells ${where}: the right to create pods/exec is missing. An admin of the project can give it to you.`
  }
  return asked.some(({ error }) => error !== null) ? 'The server could not say whether you may.' : checking
}
