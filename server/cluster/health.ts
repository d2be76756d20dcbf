import { messageOf } from '#kube/errors.ts'

/** Whether a cluster answers; undefined until that is known. */
export interface Health {
  online: boolean | undefined
  /** What was heard last where it does not answer. */
  message: string
}

/** For how many milliseconds a watch may be down before its cluster counts as unreachable: watches end all the time. */
const graceFor = 5_000

/** Makes of the ups and downs of one watch whether its cluster answers, and tells of each change. */
export function openHealth(changed: (health: Health) => void): {
  watching: (up: boolean) => void
  failed: (error: unknown) => void
  stop: () => void
} {
  const health: Health = { online: undefined, message: '' }
  let grace: NodeJS.Timeout | undefined

  function set(online: boolean): void {
    if (health.online === online) return
    health.online = online
    changed({ ...health })
  }

  function wait(): void {
    clearTimeout(grace)
    grace = setTimeout(() => set(false), graceFor)
  }

  wait()
  return {
    watching(up) {
      if (!up) return wait()
      clearTimeout(grace)
      set(true)
    },
    failed: (error) => (health.message = messageOf(error)),
    stop: () => clearTimeout(grace),
  }
}
