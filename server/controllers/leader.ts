import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { reflect } from '#server/cluster/reflector.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { heldSpec, leaseTimes, releasedSpec, takeableIn, type Lease, type Observed } from './lease.ts'

const leases = `/apis/coordination.k8s.io/v1/namespaces/${systemNamespace}/leases`
const name = 'aerie-controllers'
const path = `${leases}/${name}`

export interface Candidate {
  client: Pick<Client, 'get' | 'create' | 'merge'>
  /** Nobody else's, and the same after a restart, which takes its own lease over at once. */
  identity: string
  /** Tells of the lease as it changes. */
  observe(changed: (lease: Lease | undefined) => void): { synced: Promise<void>; stop(): void }
  /** Begins to lead. `stop` is called when the lease is lost or given up, and waited for. */
  lead(): { stop(): Promise<void> }
  report(error: unknown): void
  random?: () => number
}

export interface Candidacy {
  /** Stops leading, and gives the lease back so that another may take it at once. */
  stop(): Promise<void>
}

/**
 * Stands for leader over one management cluster, by client-go's rules: exactly one server at a time holds the
 * lease, renews it every two seconds, and stops to lead before it can be another's. Who waits is told by a watch.
 */
export function standForLeader(options: Candidate): Candidacy {
  const { client, identity, random = Math.random } = options
  const ended = new AbortController()
  const end = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()))
  let observed: Observed = { lease: undefined, at: performance.now() }
  /** The reign that lasts; an earlier one may still wait for an answer. */
  let leading: symbol | undefined
  let wake = () => {}

  const see = (lease: Lease | undefined) => (observed = { lease, at: performance.now() })
  const isMine = () => observed.lease?.spec?.holderIdentity === identity
  const watch = options.observe((lease) => {
    // A holder knows what it wrote. Another's name may be old news, so it is a reason to look and no more.
    if (leading === undefined) see(lease)
    else if (lease?.spec?.holderIdentity === identity) return
    wake()
  })

  /** Ends early when the lease changes, or when nobody waits any more. */
  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (ended.signal.aborted) wake()
    })
  }

  /** Writes over the lease that was seen; false where somebody was faster, and then that is what is seen. */
  async function write(specOf: typeof heldSpec): Promise<boolean> {
    const { lease } = observed
    const spec = specOf(lease?.spec, identity, Date.now())
    const metadata = { resourceVersion: lease?.metadata.resourceVersion }
    try {
      const written = await (lease === undefined
        ? client.create<Lease>(leases, { ...leaseKind, metadata: { name }, spec })
        : client.merge<Lease>(path, { metadata, spec }))
      see(written)
      return true
    } catch (error) {
      if (!(error instanceof StatusError) || (error.code !== 409 && error.code !== 404)) throw error
      see(await orAbsent(client.get<Lease>(path)))
      return false
    }
  }

  /** The same, and once more where what was faster was a write of one's own whose answer was lost. */
  async function writeOwn(specOf: typeof heldSpec): Promise<boolean> {
    return (await write(specOf)) || (isMine() && (await write(specOf)))
  }

  async function run(): Promise<void> {
    await Promise.race([watch.synced, end])
    while (!ended.signal.aborted) {
      const now = performance.now()
      const wait = takeableIn(observed, identity, now)
      try {
        if (wait > 0) await pause(wait)
        else if (await write(heldSpec)) await reign(now)
      } catch (error) {
        options.report(error)
        await pause(leaseTimes.renewEvery * (1 + 1.2 * random()))
      }
    }
  }

  /** Leads until the lease is lost, or could not be renewed in time, or nobody wants to lead any more. */
  async function reign(began: number): Promise<void> {
    const mine = (leading = Symbol('reign'))
    const work = options.lead()
    const lost = Promise.withResolvers<void>()
    let deadline: NodeJS.Timeout | undefined
    // Counted from when a write was begun: others count from when they see it.
    const renewed = (at: number) => {
      clearTimeout(deadline)
      deadline = setTimeout(lost.resolve, at + leaseTimes.renewWithin - performance.now())
    }
    renewed(began)
    void keepRenewing(mine, lost.resolve, renewed)
    await Promise.race([lost.promise, end])
    leading = undefined
    clearTimeout(deadline)
    wake()
    await work.stop()
  }

  async function keepRenewing(reign: symbol, lost: () => void, renewed: (at: number) => void): Promise<void> {
    for (;;) {
      await pause(leaseTimes.renewEvery)
      if (leading !== reign || ended.signal.aborted) return
      try {
        const began = performance.now()
        const held = await writeOwn(heldSpec)
        if (leading !== reign) return
        if (!held) return lost()
        renewed(began)
      } catch (error) {
        options.report(error)
      }
    }
  }

  const running = run()
  return {
    async stop() {
      ended.abort()
      wake()
      await running
      watch.stop()
      if (!isMine()) return
      await writeOwn(releasedSpec).catch((error: unknown) => options.report(error))
    },
  }
}

const leaseKind = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' } as const

/** Watches the lease that all servers over this management cluster stand for. */
export function observeLease(connection: Connection, failed: (error: unknown) => void): Candidate['observe'] {
  return (changed) =>
    reflect<KubeObject & Lease>({
      connection,
      path: leases,
      query: { fieldSelector: `metadata.name=${name}` },
      failed,
      changed: (_, after) => changed(after),
    })
}
