/** How something is, in one word. */
export type Phase = 'Pending' | 'Ready' | 'Sleeping' | 'Failed' | 'Deleting'

interface Phased {
  metadata: { deletionTimestamp?: unknown }
  status?: { phase?: string | undefined } | undefined
}

const known: readonly string[] = ['Pending', 'Ready', 'Sleeping', 'Failed'] satisfies Phase[]

/** The phase of a space or a virtual cluster; without a word of the server it is on the way. */
export function phaseOf({ metadata, status }: Phased): Phase {
  if (metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null) return 'Deleting'
  const phase = status?.phase ?? ''
  return known.includes(phase) ? (phase as Phase) : 'Pending'
}

/** By what somebody looks at first: what is broken, what is on the way, what is well. */
export const phaseOrder: Readonly<Record<Phase, number>> = {
  Failed: 0,
  Pending: 1,
  Deleting: 2,
  Sleeping: 3,
  Ready: 4,
}
