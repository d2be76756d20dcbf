import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { planClaim, readStorageClass, readVolume, referenceTo, volumeFor } from './plan.ts'
import type { StorageClassEntry, VolumeEntry } from './plan.ts'

interface ClaimEntry {
  namespace: string
  name: string
  uid: string
  bound: boolean
}

/** Binds claims to volumes, makes the volumes that their classes promise, and takes them back. */
export class VolumeController {
  readonly #context: ManagerContext
  readonly #claim: ResourceDefinition
  readonly #volume: ResourceDefinition
  readonly #claims: Index<ClaimEntry>
  readonly #volumes: Index<VolumeEntry>
  readonly #classes: Index<StorageClassEntry>
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #claimWorker: Worker
  readonly #volumeWorker: Worker
  /** How many pods use each claim. */
  readonly #users = new Map<string, number>()

  constructor(context: ManagerContext) {
    const { cluster } = context
    this.#context = context
    this.#claim = cluster.registry.builtIn('/v1/persistentvolumeclaims')
    this.#volume = cluster.registry.builtIn('/v1/persistentvolumes')
    const tools = toolsOf(cluster, 'persistentvolume-controller')
    this.#client = tools.client
    this.#recorder = tools.recorder
    // One after the other: two claims must not find the same volume.
    this.#claimWorker = new Worker((key) => this.#syncClaim(key), cluster.report)
    this.#volumeWorker = new Worker((name) => this.#syncVolume(name), cluster.report, 5)
    const read = readStorageClass
    this.#classes = new Index(cluster, {
      definition: cluster.registry.builtIn('storage.k8s.io/v1/storageclasses'),
      read,
    })
    this.#volumes = new Index(cluster, { definition: this.#volume, read: readVolume })
    this.#claims = new Index(cluster, {
      definition: this.#claim,
      read: ({ metadata, status }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        uid: metadata.uid ?? '',
        bound: fieldsOf(status).phase === 'Bound',
      }),
      keys: { pending: ({ bound }) => (bound ? undefined : '') },
    })
    this.#follow()
  }

  stop(): void {
    this.#claimWorker.stop()
    this.#volumeWorker.stop()
    for (const index of [this.#claims, this.#volumes, this.#classes]) index.stop()
  }

  #follow(): void {
    this.#context.pods.follow(({ current, previous }) => {
      for (const claim of previous?.claims ?? []) this.#use(`${previous?.namespace ?? ''}/${claim}`, -1)
      for (const claim of current?.claims ?? []) this.#use(`${current?.namespace ?? ''}/${claim}`, 1)
      if (previous !== undefined || current === undefined) return
      for (const claim of current.claims) this.#claimWorker.add(`${current.namespace}/${claim}`)
    })
    this.#claims.follow(({ current, previous }) => {
      if (current !== undefined && !current.bound) this.#claimWorker.add(keyOf(current))
      if (current !== undefined || previous === undefined) return
      for (const { name, claimUid } of this.#volumes.all()) {
        if (claimUid === previous.uid) this.#volumeWorker.add(name)
      }
    })
    this.#volumes.follow(({ current, previous }) => {
      if (current === undefined) return
      this.#volumeWorker.add(current.name)
      if (current.claim === '' && previous?.claim !== '') this.#wakeClaims()
    })
    this.#classes.follow(() => this.#wakeClaims())
  }

  #use(claim: string, change: number): void {
    const count = (this.#users.get(claim) ?? 0) + change
    if (count > 0) this.#users.set(claim, count)
    else this.#users.delete(claim)
  }

  #wakeClaims(): void {
    for (const claim of this.#claims.by('pending', '')) this.#claimWorker.add(keyOf(claim))
  }

  async #syncClaim(key: string): Promise<Outcome> {
    const { cluster } = this.#context
    const claim = read(cluster, this.#claim, placeOf(key))
    if (claim === undefined || claim.metadata.deletionTimestamp !== undefined) return
    if (fieldsOf(claim.status).phase === 'Bound') return
    const plan = planClaim(claim, {
      volumes: [...this.#volumes.all()],
      classes: [...this.#classes.all()],
      isUsed: this.#users.has(key),
    })
    switch (plan.type) {
      case 'setClass':
        await this.#client.edit(this.#claim, placeOf(key), (object) => ({
          ...object,
          spec: { ...fieldsOf(object.spec), storageClassName: plan.name },
        }))
        return
      case 'wait':
        this.#recorder.record(claim, { ...plan, type: waitingType(plan.reason) })
        return
      case 'provision':
        return await this.#provision(claim, plan.storageClass)
      case 'bind':
        await this.#bind(claim, plan.volume, {})
    }
  }

  async #provision(claim: KubeObject, storageClass: StorageClassEntry): Promise<Outcome> {
    const volume = volumeFor(claim, storageClass)
    const { name } = volume.metadata
    try {
      if (this.#volumes.get('', name) === undefined) await this.#client.create(this.#volume, volume)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      const message = `failed to provision volume with StorageClass "${storageClass.name}": ${error.message}`
      this.#recorder.record(claim, { type: 'Warning', reason: 'ProvisioningFailed', message })
      return 'again'
    }
    const message = `Successfully provisioned volume ${name}`
    this.#recorder.record(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message })
    const { provisioner } = storageClass
    await this.#bind(claim, name, {
      'volume.beta.kubernetes.io/storage-provisioner': provisioner,
      'volume.kubernetes.io/storage-provisioner': provisioner,
    })
    return undefined
  }

  /** First the volume says whose it is, then the claim, so that no other one can take it meanwhile. */
  async #bind(claim: KubeObject, volumeName: string, annotations: Record<string, string>): Promise<void> {
    const { namespace = '', name } = claim.metadata
    const volumePlace = { namespace: '', name: volumeName }
    await this.#client.edit(this.#volume, volumePlace, (object) =>
      textOf(fieldsOf(fieldsOf(object.spec).claimRef).uid) === claim.metadata.uid
        ? object
        : { ...object, spec: { ...fieldsOf(object.spec), claimRef: referenceTo(claim) } },
    )
    const volume = read(this.#context.cluster, this.#volume, volumePlace)
    if (volume === undefined) return
    const { capacity, accessModes } = fieldsOf(volume.spec)
    const place = { namespace, name }
    await this.#client.edit(this.#claim, place, (object) => ({
      ...object,
      metadata: {
        ...object.metadata,
        annotations: {
          ...object.metadata.annotations,
          'pv.kubernetes.io/bind-completed': 'yes',
          'pv.kubernetes.io/bound-by-controller': 'yes',
          ...annotations,
        },
      },
      spec: { ...fieldsOf(object.spec), volumeName },
    }))
    await this.#client.editStatus(this.#claim, place, (object) => ({
      ...object,
      status: { ...fieldsOf(object.status), phase: 'Bound', accessModes, capacity },
    }))
  }

  /** The phase of a volume follows from its claim; what was made for a claim goes with it. */
  async #syncVolume(name: string): Promise<void> {
    const entry = this.#volumes.get('', name)
    if (entry === undefined) return
    const { namespace, name: claimName } = placeOf(entry.claim)
    const claim = this.#claims.get(namespace, claimName)
    const lost = entry.claimUid !== '' && claim?.uid !== entry.claimUid
    const phase = lost ? 'Released' : entry.claimUid === '' ? 'Available' : 'Bound'
    if (phase !== entry.phase) await this.#writePhase(name, phase)
    if (!lost || entry.reclaimPolicy !== 'Delete') return
    await this.#client.remove(this.#volume, { namespace: '', name })
  }

  async #writePhase(name: string, phase: string): Promise<void> {
    await this.#client.editStatus(this.#volume, { namespace: '', name }, (object) => ({
      ...object,
      status: {
        ...fieldsOf(object.status),
        phase,
        lastPhaseTransitionTime: this.#context.cluster.timestamp(),
      },
    }))
  }
}

function waitingType(reason: string): 'Normal' | 'Warning' {
  return reason === 'ProvisioningFailed' ? 'Warning' : 'Normal'
}
