/** Whether all containers of a pod have ended for good. */
export function hasEnded(phase: unknown): boolean {
  return phase === 'Succeeded' || phase === 'Failed'
}
