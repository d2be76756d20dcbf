import { startClusters } from './clusters.ts'
import type { ControllerContext, Running } from './context.ts'
import { startProjects } from './projects.ts'
import { startUsers } from './users.ts'

/** Starts every controller. */
export function startControllers(context: ControllerContext): Running {
  const all = [startUsers, startClusters, startProjects].map((start) => start(context))
  return {
    async stop() {
      await Promise.all(all.map((running) => running.stop()))
    },
  }
}
