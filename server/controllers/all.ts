import { clientOf } from '#server/cluster/client.ts'
import { openLedgers } from '#server/quota/ledger.ts'
import { startClusters } from './clusters.ts'
import type { ControllerContext, Running } from './context.ts'
import { startInstances } from './instances/start.ts'
import { observeLease, standForLeader } from './leader.ts'
import { startProjects } from './projects.ts'
import { openRoom } from './room.ts'
import { startUsers } from './users.ts'

interface Options extends Omit<ControllerContext, 'client' | 'ledgers' | 'room'> {
  /** Nobody else's, and the same after a restart. */
  identity: string
  /** Starts what else is for one server alone to do. */
  besides: () => Running
}

/** Milliseconds that controllers may take to finish what they have begun when they are stopped. */
const finishWithin = 2_000

/** Runs the controllers wherever this server is the one that leads; `stop` lets another take over at once. */
export function controlWhileLeading({ identity, besides, ...parts }: Options): Running {
  const { connection, report } = parts
  return standForLeader({
    client: clientOf(connection),
    identity,
    observe: observeLease(connection, report),
    report,
    lead() {
      const ended = new AbortController()
      const client = clientOf(connection, ended.signal)
      const running = startControllers({
        ...parts,
        client,
        ledgers: openLedgers(client),
        room: openRoom(parts),
      })
      const beside = besides()
      return {
        async stop() {
          // Whoever takes over may begin soon after: a write that hangs is cut off before.
          const cut = setTimeout(() => ended.abort(), finishWithin)
          await Promise.all([running.stop(), beside.stop()])
          clearTimeout(cut)
        },
      }
    },
  })
}

/** Starts every controller. */
function startControllers(context: ControllerContext): Running {
  const all = [startUsers, startClusters, startProjects, startInstances].map((start) => start(context))
  return {
    async stop() {
      await Promise.all(all.map((running) => running.stop()))
    },
  }
}
