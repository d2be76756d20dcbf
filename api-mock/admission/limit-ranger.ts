import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { compareQuantities, formatQuantity, milliValue } from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { addResources, readResourceList } from '#api-mock/pods/resources.ts'
import type { ResourceList } from '#api-mock/pods/resources.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import { isPod, refused, specOf } from './plugin.ts'
import type { Admitting, Plugin } from './plugin.ts'

const annotation = 'kubernetes.io/limit-ranger'

/** Fills in what a namespace's LimitRanges say by default, and refuses what is outside of their bounds. */
export const limitRanger: Plugin = {
  mutate(admitting, object) {
    const defaults = isPod(admitting) ? limitsOf(admitting).filter(({ type }) => type === 'Container') : []
    if (defaults.length === 0) return object
    return defaults.reduce(withDefaults, object)
  },
  validate(admitting, object, live) {
    if (live !== undefined) return
    const { group, plural } = admitting.context.definition
    const pod = isPod(admitting)
    if (!pod && (group !== '' || plural !== 'persistentvolumeclaims')) return
    const problems = limitsOf(admitting).flatMap((limit) =>
      pod ? podProblems(limit, object) : claimProblems(limit, object),
    )
    if (problems.length === 0) return
    throw refused(admitting, object, problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`)
  },
}

function limitsOf({ context, transaction }: Admitting): JsonObject[] {
  return transaction
    .list('/limitranges', context.info.namespace ?? '')
    .flatMap((stored) => listOf(fieldsOf(parseStored(stored.text).spec).limits))
}

function withDefaults(object: KubeObject, limit: JsonObject): KubeObject {
  const spec = specOf(object)
  const told: string[] = []
  const complete = (list: unknown, word: string): unknown =>
    Array.isArray(list)
      ? list.map((each: unknown) => (isObject(each) ? completed(each, limit, word, told) : each))
      : list
  const containers = complete(spec.containers, 'container')
  const initContainers = complete(spec.initContainers, 'init container')
  if (told.length === 0) return object
  const said = `LimitRanger plugin set: ${told.join('; ')}`
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [annotation]: said } },
    spec: { ...spec, containers, ...(initContainers === undefined ? {} : { initContainers }) },
  }
}

/** A container with requests and limits where it had none, and a word about those that were added. */
function completed(container: JsonObject, limit: JsonObject, word: string, told: string[]): JsonObject {
  const resources = fieldsOf(container.resources)
  const requests = missing(fieldsOf(limit.defaultRequest), fieldsOf(resources.requests))
  const limits = missing(fieldsOf(limit.default), fieldsOf(resources.limits))
  const tell = (added: JsonObject, part: string): void => {
    const names = Object.keys(added).toSorted()
    if (names.length > 0) told.push(`${names.join(', ')} ${part} for ${word} ${textOf(container.name)}`)
  }
  tell(requests, 'request')
  tell(limits, 'limit')
  const merged = {
    ...resources,
    ...withAdded('limits', resources.limits, limits),
    ...withAdded('requests', resources.requests, requests),
  }
  return { ...container, resources: merged }
}

function missing(defaults: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !Object.hasOwn(given, name)))
}

function withAdded(part: string, given: unknown, added: JsonObject): JsonObject {
  return Object.keys(added).length === 0 ? {} : { [part]: { ...fieldsOf(given), ...added } }
}

function podProblems(limit: JsonObject, object: KubeObject): string[] {
  const { containers, initContainers } = specOf(object)
  const asked = [containers, initContainers].flatMap(listOf).map(askedBy)
  if (limit.type === 'Container') return asked.flatMap((each) => boundProblems(limit, each))
  if (limit.type !== 'Pod') return []
  const none: Asked = { requests: new Map(), limits: new Map() }
  const sum = asked.reduce(
    (one, other) => ({
      requests: addResources(one.requests, other.requests),
      limits: addResources(one.limits, other.limits),
    }),
    none,
  )
  return boundProblems(limit, sum)
}

function askedBy({ resources }: JsonObject): Asked {
  const { requests, limits } = fieldsOf(resources)
  return { requests: readResourceList(requests), limits: readResourceList(limits) }
}

function claimProblems(limit: JsonObject, object: KubeObject): string[] {
  if (limit.type !== 'PersistentVolumeClaim') return []
  const { requests } = askedBy(specOf(object))
  return [
    ...problemsOf(limit, 'min', minimum, { requests, limits: new Map() }),
    ...problemsOf(limit, 'max', maximum, { requests, limits: requests }),
  ]
}

/** What is limited: a container, a pod or a claim. */
interface Asked {
  requests: ResourceList
  limits: ResourceList
}

function boundProblems(limit: JsonObject, asked: Asked): string[] {
  return [
    ...problemsOf(limit, 'min', minimum, asked),
    ...problemsOf(limit, 'max', maximum, asked),
    ...problemsOf(limit, 'maxLimitRequestRatio', ratio, asked),
  ]
}

/** One amount against one bound; `name` and `type` say of what and of whom, as the messages do. */
interface Comparison {
  type: string
  name: string
  bound: Quantity
  request: Quantity | undefined
  limit: Quantity | undefined
}

function problemsOf(
  limit: JsonObject,
  kind: 'min' | 'max' | 'maxLimitRequestRatio',
  rule: (comparison: Comparison) => string | undefined,
  { requests, limits }: Asked,
): string[] {
  return [...readResourceList(limit[kind])].flatMap(
    ([name, bound]) =>
      rule({ type: textOf(limit.type), name, bound, request: requests.get(name), limit: limits.get(name) }) ??
      [],
  )
}

function minimum({ type, name, bound, request, limit }: Comparison): string | undefined {
  const what = `minimum ${name} usage per ${type} is ${formatQuantity(bound)}`
  if (request === undefined) return `${what}.  No request is specified`
  if (compareQuantities(request, bound) < 0) return `${what}, but request is ${formatQuantity(request)}`
  if (limit !== undefined && compareQuantities(limit, bound) < 0)
    return `${what}, but limit is ${formatQuantity(limit)}`
  return undefined
}

function maximum({ type, name, bound, request, limit }: Comparison): string | undefined {
  const what = `maximum ${name} usage per ${type} is ${formatQuantity(bound)}`
  if (limit === undefined) return `${what}.  No limit is specified`
  if (compareQuantities(limit, bound) > 0) return `${what}, but limit is ${formatQuantity(limit)}`
  if (request !== undefined && compareQuantities(request, bound) > 0)
    return `${what}, but request is ${formatQuantity(request)}`
  return undefined
}

function ratio({ type, name, bound, request, limit }: Comparison): string | undefined {
  const what = `${name} max limit to request ratio per ${type} is ${formatQuantity(bound)}`
  if (request === undefined || milliValue(request) === 0)
    return `${what}, but no request is specified or request is 0`
  if (limit === undefined || milliValue(limit) === 0)
    return `${what}, but no limit is specified or limit is 0`
  const found = milliValue(limit) / milliValue(request)
  const allowed = milliValue(bound) / 1000
  return found > allowed ? `${what}, but provided ratio is ${found.toFixed(6)}` : undefined
}
