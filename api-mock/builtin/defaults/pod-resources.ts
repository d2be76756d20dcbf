import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { formatQuantity } from '#kube/quantity.ts'
import { containerResources, isHugePages, isOfPods } from '#api-mock/pods/resources.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { inside, isEmpty } from './fill.ts'

/** What is limited is requested too, unless it says otherwise. In pods only: templates stay as they are. */
export const requestsFromLimits = inside('resources', (resources) => {
  const { limits, requests } = resources
  return isObject(limits) && !isEmpty(limits)
    ? { ...resources, requests: { ...limits, ...fieldsOf(requests) } }
    : resources
})

/** The resources of a whole pod, where some of them are given: the rest is what its containers add up to. */
export function withPodResources(spec: JsonObject): JsonObject {
  const { resources } = spec
  if (!isObject(resources) || (isEmpty(resources.limits) && isEmpty(resources.requests))) return spec
  const given = fieldsOf(resources.requests)
  const limits = { ...hugePagesOf(totals(spec, 'limits'), given), ...fieldsOf(resources.limits) }
  if (isEmpty(limits)) return spec
  const asked = Object.entries(totals(spec, 'requests')).filter(
    ([name]) => name === 'cpu' || name === 'memory',
  )
  const limited = Object.entries(limits).filter(([name]) => isOfPods(name))
  const requests = { ...Object.fromEntries([...limited, ...asked]), ...given }
  return { ...spec, resources: { ...resources, limits, ...(isEmpty(requests) ? {} : { requests }) } }
}

function hugePagesOf(limits: Record<string, string>, requests: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(limits).filter(([name]) => isHugePages(name) && requests[name] === undefined),
  )
}

function totals(spec: JsonObject, kind: 'requests' | 'limits'): Record<string, string> {
  return Object.fromEntries(
    [...containerResources(spec, kind)].map(([name, amount]) => [name, formatQuantity(amount)]),
  )
}
