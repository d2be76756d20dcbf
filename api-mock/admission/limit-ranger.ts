import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
} from '#kube/quantity.ts'
import type { Quantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
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
  return transaction.list('/limitranges', context.info.namespace ?? '').flatMap((stored) => {
    return listOf(fieldsOf(parseStored(stored.text).spec).limits)
  })
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
  const list = [containers, initContainers].flatMap(listOf)
  if (limit.type === 'Container')
    return list.flatMap(({ resources }) => boundProblems(limit, fieldsOf(resources)))
  if (limit.type !== 'Pod') return []
  return boundProblems(limit, { requests: sumOf(list, 'requests'), limits: sumOf(list, 'limits') })
}

function sumOf(containers: readonly JsonObject[], part: 'requests' | 'limits'): JsonObject {
  const sums = new Map<string, Quantity>()
  for (const { resources } of containers) {
    for (const [name, text] of Object.entries(fieldsOf(fieldsOf(resources)[part]))) {
      const quantity = parseQuantity(textOf(text))
      const sum = sums.get(name)
      if (quantity !== undefined) sums.set(name, sum === undefined ? quantity : addQuantities(sum, quantity))
    }
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, formatQuantity(sum)]))
}

function claimProblems(limit: JsonObject, object: KubeObject): string[] {
  if (limit.type !== 'PersistentVolumeClaim') return []
  const { requests } = fieldsOf(specOf(object).resources)
  const about = [
    ...Object.entries(fieldsOf(limit.min)).map(([name, bound]) =>
      minimum(limit, name, bound, requests, undefined),
    ),
    ...Object.entries(fieldsOf(limit.max)).map(([name, bound]) =>
      maximum(limit, name, bound, requests, requests),
    ),
  ]
  return about.filter((problem) => problem !== undefined)
}

function boundProblems(limit: JsonObject, { requests, limits }: JsonObject): string[] {
  const about = [
    ...Object.entries(fieldsOf(limit.min)).map(([name, bound]) =>
      minimum(limit, name, bound, requests, limits),
    ),
    ...Object.entries(fieldsOf(limit.max)).map(([name, bound]) =>
      maximum(limit, name, bound, requests, limits),
    ),
    ...Object.entries(fieldsOf(limit.maxLimitRequestRatio)).map(([name, bound]) =>
      ratio(limit, name, bound, requests, limits),
    ),
  ]
  return about.filter((problem) => problem !== undefined)
}

function at(list: unknown, name: string): Quantity | undefined {
  return parseQuantity(textOf(fieldsOf(list)[name]))
}

function minimum(
  { type }: JsonObject,
  name: string,
  bound: unknown,
  requests: unknown,
  limits: unknown,
): string | undefined {
  const least = parseQuantity(textOf(bound))
  if (least === undefined) return undefined
  const what = `minimum ${name} usage per ${textOf(type)} is ${formatQuantity(least)}`
  const [request, limit] = [at(requests, name), at(limits, name)]
  if (request === undefined) return `${what}.  No request is specified`
  if (compareQuantities(request, least) < 0) return `${what}, but request is ${formatQuantity(request)}`
  if (limit !== undefined && compareQuantities(limit, least) < 0)
    return `${what}, but limit is ${formatQuantity(limit)}`
  return undefined
}

function maximum(
  { type }: JsonObject,
  name: string,
  bound: unknown,
  requests: unknown,
  limits: unknown,
): string | undefined {
  const most = parseQuantity(textOf(bound))
  if (most === undefined) return undefined
  const what = `maximum ${name} usage per ${textOf(type)} is ${formatQuantity(most)}`
  const [request, limit] = [at(requests, name), at(limits, name)]
  if (limit === undefined) return `${what}.  No limit is specified`
  if (compareQuantities(limit, most) > 0) return `${what}, but limit is ${formatQuantity(limit)}`
  if (request !== undefined && compareQuantities(request, most) > 0)
    return `${what}, but request is ${formatQuantity(request)}`
  return undefined
}

function ratio(
  { type }: JsonObject,
  name: string,
  bound: unknown,
  requests: unknown,
  limits: unknown,
): string | undefined {
  const most = parseQuantity(textOf(bound))
  if (most === undefined) return undefined
  const what = `${name} max limit to request ratio per ${textOf(type)} is ${formatQuantity(most)}`
  const [request, limit] = [at(requests, name), at(limits, name)]
  if (request === undefined || milliValue(request) === 0)
    return `${what}, but no request is specified or request is 0`
  if (limit === undefined || milliValue(limit) === 0)
    return `${what}, but no limit is specified or limit is 0`
  const found = milliValue(limit) / milliValue(request)
  const allowed = milliValue(most) / 1000
  return found > allowed ? `${what}, but provided ratio is ${found.toFixed(6)}` : undefined
}
