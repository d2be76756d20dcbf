import { messageOf } from '#kube/errors.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { secrets } from '#api-mock/builtin/data.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { keyOf } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import { logLine } from '#api-mock/kubelet/behaviours/vcluster.ts'
import type { Runtime } from '#api-mock/kubelet/runtime.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { contain } from './contain.ts'
import { readControlPlane } from './control-plane.ts'
import type { ControlPlane } from './control-plane.ts'
import { secretNames } from './credentials.ts'
import { NestedFiles } from './files.ts'
import { NestedCluster } from './nested-cluster.ts'
import type { Parent } from './nested-cluster.ts'

/** So many are opened at once, so that others are answered in between. */
const mostAtOnce = 4

/** So many run in one namespace: they all have the memory of one process. */
const mostInNamespace = 5

/** A nested cluster that is open. */
interface Open {
  plane: ControlPlane
  pod: KubeObject
  /** What its data belongs to: the uid of a claim, or of its pod. */
  owner: string
  nested: NestedCluster
}

/** A pod, of which nothing is kept where it is no nested cluster's. */
interface Seen {
  plane: ControlPlane | undefined
}

/** A volume claim, as far as data may be on it. */
interface Claim {
  namespace: string
  name: string
  uid: string
}

/** What is to be done: open or close what runs in a pod, see to its Secrets, or forget the data of an owner. */
type Task = 'run' | 'secrets' | 'data'

/**
 * Opens a nested cluster for each container that is one, and closes it when the container ends. Its data is
 * kept as long as the claim that it is on, else as long as its pod; no two have the same data at once.
 */
export class NestedServers {
  readonly #parent: Parent
  readonly #runtime: Runtime
  readonly #files: NestedFiles
  readonly #pods: Index<Seen>
  readonly #claims: Index<Claim>
  readonly #worker: Worker
  readonly #underWay = new Set<Promise<unknown>>()
  /** By the uid of the pod, as are those that wait for data which another one has. */
  readonly #open = new Map<string, Open>()
  readonly #waiting = new Set<string>()
  /** The owners of the data that is in use. */
  readonly #taken = new Set<string>()
  readonly #unsubscribe: () => void
  #stopped = false

  constructor(parent: Parent, { runtime, path }: { runtime: Runtime; path: string }) {
    const { host } = parent
    this.#parent = parent
    this.#runtime = runtime
    this.#files = new NestedFiles(path)
    this.#worker = new Worker((key) => this.#track(this.#do(key)), host.report, mostAtOnce)
    this.#pods = new Index(host, {
      definition: pods,
      read: (pod) => ({ plane: readControlPlane(pod) }),
      keys: { uid: ({ plane }) => plane?.uid },
    })
    this.#claims = new Index(host, {
      definition: builtIn('/v1/persistentvolumeclaims'),
      read: ({ metadata: { namespace = '', name, uid = '' } }) => ({ namespace, name, uid }),
      keys: { uid: ({ uid }) => uid },
    })
    this.#unsubscribe = host.store.subscribe((changes) => {
      for (const { resource, current } of changes)
        if (resource === storageKey(secrets)) this.#seeSecret(current)
    })
    this.#follow()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#unsubscribe()
    this.#worker.stop()
    this.#pods.stop()
    this.#claims.stop()
    await Promise.allSettled(this.#underWay)
    await Promise.all([...this.#open.values()].map((open) => this.#close(open)))
  }

  #follow(): void {
    for (const owner of this.#files.owners()) this.#ask('data', owner)
    this.#pods.follow((change) => {
      const [current, previous] = [change.current?.plane, change.previous?.plane]
      for (const uid of new Set([current?.uid, previous?.uid])) if (uid !== undefined) this.#ask('run', uid)
      if (previous !== undefined && previous.uid !== current?.uid) this.#ask('data', previous.uid)
    })
    this.#claims.follow(({ current, previous }) => {
      if (previous !== undefined && previous.uid !== current?.uid) this.#ask('data', previous.uid)
    })
  }

  #planeOf(uid: string): ControlPlane | undefined {
    return this.#pods.find('uid', uid)?.plane
  }

  #seeSecret({ namespace, name }: { namespace: string; name: string }): void {
    for (const [uid, { plane }] of this.#open) {
      const isItsOwn = Object.values(secretNames(plane)).includes(name)
      if (plane.namespace === namespace && isItsOwn) this.#ask('secrets', uid)
    }
  }

  #ask(task: Task, id: string, after = 0): void {
    this.#worker.add(`${task}/${id}`, after)
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work)
    try {
      return await work
    } finally {
      this.#underWay.delete(work)
    }
  }

  async #do(key: string): Promise<Outcome> {
    const [task = '', id = ''] = key.split('/')
    if (task === 'secrets') return await this.#refresh(id)
    if (task === 'data') this.#forget(id)
    else await this.#run(id)
    return undefined
  }

  /** Opens or closes what should run in a pod, or should not. */
  async #run(uid: string): Promise<void> {
    const plane = this.#planeOf(uid)
    const open = this.#open.get(uid)
    if (open !== undefined && open.plane.run === plane?.run) return
    if (open !== undefined) await this.#close(open)
    const pod = plane?.run === undefined ? undefined : read(this.#parent.host, pods, podOf(plane))
    if (plane === undefined || pod === undefined || this.#stopped) return
    try {
      await this.#start(plane, pod)
    } catch (error) {
      this.#fail(plane, pod, error)
    }
  }

  async #start(plane: ControlPlane, pod: KubeObject): Promise<void> {
    const { namespace, claim, uid } = plane
    const owner = claim === undefined ? uid : this.#claims.get(namespace, claim)?.uid
    if (owner === undefined) throw new Error(`persistentvolumeclaim "${claim ?? ''}" not found`)
    const others = [...this.#open.values()].filter((open) => open.plane.namespace === namespace)
    if (others.length >= mostInNamespace)
      throw new Error(
        `there are ${mostInNamespace} nested API servers in namespace ${namespace}, and room for no more`,
      )
    if (this.#taken.has(owner)) {
      this.#waiting.add(uid)
      return
    }
    this.#taken.add(owner)
    const fail = (error: unknown): void => this.#fail(plane, pod, error)
    const site = { plane, pod, path: this.#files.path(owner), report: this.#reportOf(plane) }
    try {
      const nested = await contain(fail, () => NestedCluster.start(site, this.#parent))
      this.#open.set(uid, { plane, pod, owner, nested })
      this.#say(plane, pod, 'INFO', `Applied kube config secret ${secretNames(plane).kubeconfig}`)
      this.#say(plane, pod, 'INFO', 'Starting tls proxy server at 0.0.0.0:8443')
      this.#runtime.serve(pod, runOf(plane), (connection) => contain(fail, () => nested.accept(connection)))
      this.#ask('secrets', uid, nested.renewal - this.#parent.host.clock().getTime())
    } catch (error) {
      this.#release(owner)
      throw error
    }
  }

  async #close({ plane, pod, owner, nested }: Open): Promise<void> {
    this.#runtime.serve(pod, runOf(plane), undefined)
    this.#open.delete(plane.uid)
    try {
      await nested.close()
    } finally {
      this.#release(owner)
    }
  }

  #release(owner: string): void {
    this.#taken.delete(owner)
    for (const uid of this.#waiting) this.#ask('run', uid)
    this.#waiting.clear()
    // Whoever owns it may have gone meanwhile.
    this.#ask('data', owner)
  }

  /** The container ends, and is started again as any other that has failed. */
  #fail(plane: ControlPlane, pod: KubeObject, error: unknown): void {
    if (!(error instanceof StatusError)) this.#reportOf(plane)(error)
    // What it left behind may fail when it has ended already.
    if (this.#planeOf(plane.uid)?.run !== plane.run) return
    this.#say(plane, pod, 'FATAL', messageOf(error))
    this.#runtime.exit(pod, plane.container, 1)
  }

  async #refresh(uid: string): Promise<Outcome> {
    const open = this.#open.get(uid)
    if (open === undefined || this.#planeOf(uid)?.deleting !== false) return undefined
    const { nested, plane, pod } = open
    try {
      await nested.refresh()
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      this.#say(plane, pod, 'ERROR', error.message)
      return 'again'
    }
    this.#ask('secrets', uid, Math.max(1, nested.renewal - this.#parent.host.clock().getTime()))
    return undefined
  }

  #forget(owner: string): void {
    const isKept = this.#claims.find('uid', owner) !== undefined || this.#planeOf(owner) !== undefined
    if (!isKept && !this.#taken.has(owner)) this.#files.remove(owner)
  }

  #say({ container }: ControlPlane, pod: KubeObject, level: 'INFO' | 'ERROR' | 'FATAL', text: string): void {
    const now = this.#parent.host.clock().getTime()
    this.#runtime.note(pod, container, { text: logLine(now, level, 'cmd/start.go:96', text) }, now)
  }

  #reportOf(plane: ControlPlane): (error: unknown) => void {
    const what = `virtual cluster ${keyOf(plane)}`
    return (error) => this.#parent.host.report(new Error(`${what}: ${messageOf(error)}`, { cause: error }))
  }
}

function podOf({ namespace, pod }: ControlPlane): { namespace: string; name: string } {
  return { namespace, name: pod }
}

function runOf({ container, run = 0 }: ControlPlane): { name: string; restart: number } {
  return { name: container, restart: run }
}
