import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '#web/pages/inside/fields.ts'
import { containersOf } from '#web/pages/inside/pod-details.ts'
import type { Tone } from '#web/ui/tone.tsx'
import { toneOfWord } from './cell-words.ts'

export interface ObjectState {
  tone: Tone
  words: string
}

/** How an object is, in a word or two; undefined where nothing says so. `kind` is `apps/Deployment`, or `Pod`. */
export function objectState(kind: string, object: KubeObject): ObjectState | undefined {
  if (object.metadata.deletionTimestamp !== undefined) return { tone: 'leaving', words: 'Being deleted' }
  const state = states[kind]
  return state === undefined
    ? general(object)
    : state(fieldsOf(object['spec']), fieldsOf(object['status']), object)
}

type StateOf = (spec: Fields, status: Fields, object: KubeObject) => ObjectState | undefined

const states: Readonly<Record<string, StateOf>> = {
  Pod: (_, status, pod) => podState(status, pod),
  Node: (spec, status) => {
    const ready = conditionIn(status, 'Ready')
    if (ready?.['status'] !== 'True') return { tone: 'bad', words: 'Not ready' }
    return spec['unschedulable'] === true
      ? { tone: 'warn', words: 'Ready, takes no new pods' }
      : { tone: 'good', words: 'Ready' }
  },
  'apps/Deployment': (spec, status) => {
    const failed = conditionIn(status, 'Progressing')
    if (failed?.['status'] === 'False') return { tone: 'bad', words: textOf(failed['reason']) || 'Failed' }
    return replicas(wanted(spec), numberOf(status['readyReplicas']))
  },
  'apps/StatefulSet': (spec, status) => replicas(wanted(spec), numberOf(status['readyReplicas'])),
  'apps/ReplicaSet': (spec, status) => replicas(wanted(spec), numberOf(status['readyReplicas'])),
  ReplicationController: (spec, status) => replicas(wanted(spec), numberOf(status['readyReplicas'])),
  'apps/DaemonSet': (_, status) =>
    replicas(numberOf(status['desiredNumberScheduled']), numberOf(status['numberReady'])),
  'batch/Job': (spec, status) => {
    if (conditionIn(status, 'Complete')?.['status'] === 'True') return { tone: 'good', words: 'Complete' }
    const failed = conditionIn(status, 'Failed')
    if (failed?.['status'] === 'True') return { tone: 'bad', words: `Failed: ${textOf(failed['reason'])}` }
    if (spec['suspend'] === true) return { tone: 'asleep', words: 'Suspended' }
    return {
      tone: 'pending',
      words: `${numberOf(status['succeeded'])} of ${numberOf(spec['completions']) || 1} done`,
    }
  },
  'batch/CronJob': (spec) =>
    spec['suspend'] === true ? { tone: 'asleep', words: 'Suspended' } : { tone: 'good', words: 'Scheduled' },
}

/** How many there should be; one where nothing says so. */
function wanted({ replicas: count }: Fields): number {
  return typeof count === 'number' ? count : 1
}

function replicas(all: number, ready: number): ObjectState {
  if (all === 0) return { tone: 'asleep', words: 'Scaled to zero' }
  return { tone: ready >= all ? 'good' : 'pending', words: `${ready} of ${all} ready` }
}

function podState({ phase, reason }: Fields, pod: KubeObject): ObjectState {
  const bad = containersOf(pod).find(({ tone }) => tone === 'bad')
  if (phase === 'Succeeded') return { tone: 'good', words: 'Completed' }
  if (bad !== undefined) return { tone: 'bad', words: bad.state }
  if (textOf(reason) !== '') return { tone: 'bad', words: textOf(reason) }
  const waits = conditionIn(fieldsOf(pod['status']), 'PodScheduled')
  if (waits?.['status'] === 'False') return { tone: 'warn', words: textOf(waits['reason']) || 'Pending' }
  if (phase !== 'Running')
    return { tone: phase === 'Failed' ? 'bad' : 'pending', words: textOf(phase) || 'Pending' }
  const waiting = containersOf(pod).some(({ tone, isInit }) => tone === 'pending' && !isInit)
  return waiting ? { tone: 'pending', words: 'Running, not ready' } : { tone: 'good', words: 'Running' }
}

/** What most kinds have, custom ones too: a phase, or a condition that sums up the others. */
function general({ status }: KubeObject): ObjectState | undefined {
  const fields = fieldsOf(status)
  const phase = textOf(fields['phase']) || textOf(fields['state'])
  if (phase !== '') return { tone: toneOfWord(phase) ?? 'unknown', words: phase }
  const sum = ['Ready', 'Available', 'Established', 'Healthy']
    .map((type) => conditionIn(fields, type))
    .find((condition) => condition !== undefined)
  if (sum === undefined) return undefined
  const type = textOf(sum['type'])
  if (sum['status'] === 'True') return { tone: 'good', words: type }
  const why = textOf(sum['reason'])
  return {
    tone: sum['status'] === 'False' ? 'bad' : 'pending',
    words: why === '' ? `Not ${type.toLowerCase()}` : why,
  }
}

function conditionIn(status: Fields, type: string): Fields | undefined {
  return listOf(status['conditions']).find((condition) => condition['type'] === type)
}
