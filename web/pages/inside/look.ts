import { clusterPrefix, spacePrefix, virtualClusterPrefix } from '#api/paths.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { sentence } from '#web/ui/error-words.ts'
import { heldAt, stepsOf } from '#web/ui/timeline-steps.ts'
import { isOpen, projectOf } from '#web/pages/instance/instance-words.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'

/** Into the space or virtual cluster itself, or into the namespace of a virtual cluster on its host. */
export type Where = 'inside' | 'host'

/** Where there is something to be read, or why there is nothing. */
export type Look = { place: Place } | NothingThere

export interface NothingThere {
  /** It comes later, it is not for this person, or it is over. */
  nothing: 'later' | 'forbidden' | 'over'
  title: string
  why: string
}

export interface Looked {
  side: Side
  instance: Instance
  /** Deleted while it was shown, or out of this person's sight. */
  gone: boolean
  /** Its deletion was just asked for here. */
  deleting?: boolean
  /** Why this person may not work in it. */
  againstUse: string | undefined
}

/** What can be read of one now. Only what is said here is asked for: all else would be refused. */
export function lookInto(looked: Looked, where: Where): Look {
  const { side, instance, gone, deleting = false, againstUse } = looked
  const leaving = instance.metadata.deletionTimestamp !== undefined
  if (gone && !leaving && !deleting) {
    return {
      nothing: 'forbidden',
      title: `You may no longer see this ${side.one}, or it was deleted`,
      why: 'Who is an admin of its project can tell, and give you back a role in it.',
    }
  }
  if (gone) {
    return {
      nothing: 'over',
      title: 'There is nothing to see any more',
      why: `What was in this ${side.one} went with it.`,
    }
  }
  if (leaving || deleting) {
    return {
      nothing: 'over',
      title: `This ${side.one} is being deleted`,
      why: 'What was in it goes with it. The overview shows how far that is.',
    }
  }
  if (where === 'host') return onHost(looked)
  if (againstUse !== undefined) {
    return { nothing: 'forbidden', title: `You may not look into this ${side.one}`, why: againstUse }
  }
  if (isOpen(instance, side)) return { place: insideOf(looked) }
  return { nothing: 'later', title: notYet(looked), why: reasonOf(looked) }
}

function onHost({ side, instance }: Looked): Look {
  const place = hostOf(instance)
  return place === undefined
    ? {
        nothing: 'later',
        title: 'There is no namespace on the host yet',
        why: reasonOf({ side, instance }),
      }
    : { place }
}

/** The namespace in which it runs, once that is made; whether it can be read now, `lookInto` says. */
export function hostOf(instance: Instance): Place | undefined {
  const { cluster = '', namespace = '' } = instance.spec.clusterRef ?? {}
  const made = holds(instance, 'SpaceSynced') && cluster !== '' && namespace !== ''
  return made ? { root: clusterPrefix(cluster), namespace } : undefined
}

function holds({ status }: Instance, type: string): boolean {
  return (
    status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true
  )
}

function insideOf({ side, instance }: Looked): Place {
  const project = projectOf(instance)
  const { name } = instance.metadata
  if (side.one === 'virtual cluster') return { root: virtualClusterPrefix(project, name) }
  const { namespace = '' } = instance.spec.clusterRef ?? {}
  return { root: spacePrefix(project, name), namespace }
}

function notYet({ side: { one }, instance }: Looked): string {
  if (instance.status?.phase === 'Sleeping') return `This ${one} is asleep`
  return one === 'space'
    ? 'The namespace of this space is not there yet'
    : 'The Kubernetes API of this virtual cluster does not answer yet'
}

/** For what it waits, in the words of its timeline. */
function reasonOf({ side, instance }: Pick<Looked, 'side' | 'instance'>): string {
  const { phase, message = '', conditions = [] } = instance.status ?? {}
  if (phase === 'Sleeping') return 'Nothing runs in it, and everything is kept.'
  const held = heldAt(stepsOf(conditions, side.conditions))
  if (held === undefined) return message === '' ? 'It has not been begun yet.' : sentence(message)
  const why = [held.reason, held.message].filter(Boolean).join(': ')
  return `It ${held.state === 'failed' ? 'has failed' : 'waits'} at “${held.title}”. ${sentence(why)}`
}
