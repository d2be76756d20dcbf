import { liveness } from '#web/data/liveness.ts'
import type { ComponentType } from 'react'

/**
 * For `lazy`: what a page can do without comes once more when the server is back, and else not at all. That it could not
 * be loaded must not take the page away.
 */
export async function orNothing<P>(
  load: () => Promise<ComponentType<P>>,
): Promise<{ default: ComponentType<P> }> {
  try {
    return { default: await load() }
  } catch {
    await new Promise<void>((resolve) => {
      const stop = liveness.onLive(() => {
        stop()
        resolve()
      })
    })
    return load().then(
      (found) => ({ default: found }),
      () => ({ default: () => null }),
    )
  }
}
