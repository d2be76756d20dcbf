import { quiet } from '#web/data/quiet.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** Whether the page with its data stands: from then on there is time for what nobody waits for. */
export function useSettled(): boolean {
  const client = useQueryClient()
  const [settled, setSettled] = useState(false)
  useEffect(() => void quiet(client).then(() => setSettled(true)), [client])
  return settled
}
