import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { isPod, refused, specOf } from './plugin.ts'
import type { Admitting, Plugin } from './plugin.ts'

const resource = 'scheduling.k8s.io/priorityclasses'

/** The number behind a pod's priority class; without one that of the class for all, or 0. */
export const priority: Plugin = {
  mutate(admitting, object) {
    if (!isPod(admitting)) return object
    const spec = specOf(object)
    const found = classOf(admitting, object, textOf(spec.priorityClassName))
    const value = numberOf(found?.value)
    if (typeof spec.priority === 'number' && spec.priority !== value) {
      throw refused(
        admitting,
        object,
        `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
      )
    }
    const policy = textOf(spec.preemptionPolicy) || textOf(found?.preemptionPolicy) || 'PreemptLowerPriority'
    const name = found?.name === undefined ? {} : { priorityClassName: found.name }
    return { ...object, spec: { ...spec, ...name, priority: value, preemptionPolicy: policy } }
  },
}

function named({ text, name }: Stored): JsonObject {
  return { ...fieldsOf(parseStored(text)), name }
}

function classOf(admitting: Admitting, object: KubeObject, name: string): JsonObject | undefined {
  const { transaction } = admitting
  if (name === '') {
    const defaults = transaction
      .list(resource)
      .map(named)
      .filter(({ globalDefault }) => globalDefault === true)
    // Of several the lowest counts, so that nothing is raised by mistake.
    return defaults.toSorted((one, other) => Number(one.value) - Number(other.value))[0]
  }
  const stored = transaction.get(resource, '', name)
  if (stored === undefined) throw refused(admitting, object, `no PriorityClass with name ${name} was found`)
  return named(stored)
}
