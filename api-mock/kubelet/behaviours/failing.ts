import { within } from './program.ts'
import type { Ending, Line, Program, Run } from './program.ts'
import { plainServer } from './servers.ts'

/** Ends soon after each start, with a stack trace. */
export function crashing(run: Run): Program {
  const lines: Line[] = [
    { at: 40, text: 'Starting application…' },
    { at: 310, text: 'Error: connect ECONNREFUSED 10.96.0.42:5432', to: 'stderr' },
    { at: 310, text: '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16)', to: 'stderr' },
    { at: 310, text: '    at Database.connect (/app/src/database.js:42:11)', to: 'stderr' },
    { at: 310, text: '    at async main (/app/src/main.js:17:3)', to: 'stderr' },
  ]
  return ending(run, lines, { after: 350, exitCode: 1 })
}

/** Fails to start for the first two times, then runs. */
export function flaky(run: Run): Program {
  return run.restart < 2 ? crashing(run) : plainServer(run)
}

/** Takes more and more memory until the kernel ends it. */
export function greedy(run: Run): Program {
  const lines: Line[] = [
    { at: 30, text: 'Loading model into memory…' },
    { at: 900, text: 'allocated 256 MiB' },
    { at: 1700, text: 'allocated 512 MiB' },
  ]
  return ending(run, lines, { after: 2500, exitCode: 137, reason: 'OOMKilled' })
}

/** Answers late. */
export function slow(run: Run): Program {
  const plain = plainServer(run)
  const lines: Line[] = [
    { at: 50, text: 'warming caches: 0 %' },
    { at: 10_000, text: 'warming caches: 50 %' },
    { at: 20_000, text: 'warming caches: 100 %, ready' },
  ]
  return { ...plain, readyAfter: 20_000, output: (from, to) => within(lines, from, to) }
}

/** Runs, and never is ready where somebody probes it. */
export function unready(run: Run): Program {
  return { ...plainServer(run), readyAfter: Infinity }
}

/** Stops answering its liveness probe. */
export function hanging(run: Run): Program {
  return { ...plainServer(run), hangs: true }
}

/** Does its work and is done. */
export function oneShot(run: Run): Program {
  const lines: Line[] = [
    { at: 50, text: 'working…' },
    { at: 1400, text: 'done' },
  ]
  return ending(run, lines, { after: 1500, exitCode: 0 })
}

function ending(run: Run, lines: readonly Line[], ends: Ending): Program {
  return { ...plainServer(run), ends, output: (from, to) => within(lines, from, to) }
}
