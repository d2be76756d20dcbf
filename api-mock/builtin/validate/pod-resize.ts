import { type FieldCause, forbiddenValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { when } from './checks.ts'
import { internalPodSpec, prettyGo } from './go-print.ts'
import { amountsOf } from './quantities.ts'
import { objectsOf } from './reading.ts'

const lists = ['containers', 'initContainers'] as const

/** What a running pod's resources may become: other amounts of processor and memory, and nothing else. */
export function resizedSpec(spec: JsonObject, old: JsonObject): FieldCause[] {
  const pod = podResources(spec.resources, old.resources)
  const order = lists.flatMap((key) => sameContainers(objectsOf(spec[key]), objectsOf(old[key]), key))
  if (order.length > 0) return [...pod, ...order]
  const causes = [
    ...pod,
    ...['initContainers', 'containers'].flatMap((key) => removals(spec[key], old[key], `spec.${key}`)),
    ...otherChanges(spec, old),
  ]
  if (causes.length > 0) return causes
  const settled = {
    ...spec,
    resources: isObject(spec.resources) ? settledResources(spec.resources, old.resources) : undefined,
    ...Object.fromEntries(lists.map((key) => [key, settledContainers(spec[key], old[key])])),
  }
  return when(print(settled) !== print(old), forbiddenValue('spec', only))
}

const only = 'only cpu and memory resources are mutable'

function print(spec: JsonObject): string {
  return prettyGo('PodSpec', internalPodSpec(spec))
}

function podResources(value: unknown, old: unknown): FieldCause[] {
  const field = 'spec.resources'
  if (!isObject(old)) return []
  if (!isObject(value)) return [forbiddenValue(field, 'pod-level resources cannot be removed')]
  return ['requests', 'limits'].flatMap((key) =>
    when(
      isMissing(value[key], old[key]),
      forbiddenValue(`${field}.${key}`, `pod-level resource ${key} cannot be removed`),
    ),
  )
}

function isMissing(list: unknown, old: unknown): boolean {
  return amountsOf(old).some(([name]) => !(name in fieldsOf(list)))
}

function sameContainers(list: readonly JsonObject[], old: readonly JsonObject[], key: string): FieldCause[] {
  const field = `spec.${key}`
  if (list.length !== old.length) {
    return [forbiddenValue(field, `${key} may not be added or removed on resize`)]
  }
  const moved = forbiddenValue('', `${key} may not be renamed or reordered on resize`)
  return old.flatMap(({ name }, index) =>
    when(list[index]?.name !== name, { ...moved, field: `${field}[${index}].name` }),
  )
}

function removals(list: unknown, old: unknown, field: string): FieldCause[] {
  return objectsOf(old).flatMap((container, index) => {
    const [own, before] = [objectsOf(list)[index], container].map((one) => fieldsOf(one?.resources))
    return ['requests', 'limits'].flatMap((key) =>
      when(
        isMissing(own?.[key], before?.[key]),
        forbiddenValue(`${field}[${index}].resources.${key}`, `resource ${key} cannot be removed`),
      ),
    )
  })
}

function otherChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  const changed = (key: string): number[] =>
    settledContainers(spec[key], old[key]).flatMap((container, index) => {
      const same = printContainer(container) === printContainer(objectsOf(old[key])[index])
      return same ? [] : [index]
    })
  const sidecars = 'only cpu and memory resources for init or sidecar containers are mutable'
  return [
    ...changed('containers').map(() => forbiddenValue('spec', only)),
    ...changed('initContainers').map((index) => forbiddenValue(`spec.initContainers[${index}]`, sidecars)),
  ]
}

function printContainer(container: unknown): string {
  return prettyGo('Container', container)
}

/** The containers with the amounts that may change set back. */
function settledContainers(list: unknown, old: unknown): JsonObject[] {
  return objectsOf(list).map((container, index) => {
    const before = objectsOf(old)[index] ?? {}
    return {
      ...container,
      resources: settledResources(container.resources, before.resources),
    }
  })
}

function settledResources(value: unknown, old: unknown): JsonObject {
  const [own, before] = [fieldsOf(value), fieldsOf(old)]
  const settled = (key: string): JsonObject | undefined => {
    const { cpu: _cpu, memory: _memory, ...others } = fieldsOf(own[key])
    const kept = Object.entries(fieldsOf(before[key])).filter(([name]) => name === 'cpu' || name === 'memory')
    const all = { ...others, ...Object.fromEntries(kept) }
    return Object.keys(all).length === 0 ? undefined : all
  }
  return { ...own, requests: settled('requests'), limits: settled('limits') }
}
