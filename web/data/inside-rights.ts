import type { Verb } from '#kube/request-info.ts'
import { rulesAllow, type PolicyRule } from '#kube/rules.ts'
import { queryOptions } from '@tanstack/react-query'
import { request } from './client.ts'

/** An API server into which somebody looks, or one namespace of it. */
export interface Place {
  /** Where the API server lies on the gateway. */
  root: string
  /** Left out for all of them. */
  namespace?: string
}

/** What is looked at. */
export interface Resource {
  group: string
  version: string
  plural: string
}

export const pods = { group: '', version: 'v1', plural: 'pods' }

/** What somebody must `get` to read what containers print. */
export const podLog = { ...pods, subresource: 'log' }

const reviews = '/apis/authorization.k8s.io/v1'
const apiVersion = 'authorization.k8s.io/v1'

/** No namespace has such a name: what one may do in it, one may do in all of them. */
const everywhere = 'aerie.dev'

interface RulesReview {
  status?: { resourceRules?: PolicyRule[]; incomplete?: boolean }
}

/** All that the person may do in a place, as its own API server says it; asked once for everything in it. */
function rulesIn({ root, namespace = everywhere }: Place) {
  return queryOptions({
    queryKey: ['access', 'rules', root, namespace],
    queryFn: ({ signal }) =>
      request<RulesReview>('POST', `${root}${reviews}/selfsubjectrulesreviews`, {
        body: { apiVersion, kind: 'SelfSubjectRulesReview', spec: { namespace } },
        signal,
      }),
    staleTime: 60_000,
  })
}

/**
 * Whether the person may read a resource in a place, and follow it. Nothing is read before this is known, for a
 * request that is refused would say no more.
 */
export function rightToRead(place: Place, resource: Resource) {
  return queryOptions({
    queryKey: ['access', 'read', place.root, place.namespace ?? '', resource.group, resource.plural],
    queryFn: async ({ client, signal }): Promise<boolean> => {
      const { resourceRules = [], incomplete } = (await client.query(rulesIn(place))).status ?? {}
      if (reads(resourceRules, resource)) return true
      // Where not all who decide can list their rules, they can be asked about one thing.
      if (incomplete !== true) return false
      const answers = await Promise.all(verbs.map((verb) => reviewed(verb, place, resource, signal)))
      return answers.every((allowed) => allowed)
    },
    staleTime: 60_000,
  })
}

/**
 * Whether the person may do one thing in a place, such as to `get` the subresource `log` of pods; asked as what they
 * may read is.
 */
export function rightTo(verb: Verb, place: Place, resource: Resource & { subresource?: string }) {
  const { group, plural, subresource = '' } = resource
  return queryOptions({
    queryKey: ['access', verb, place.root, place.namespace ?? '', group, plural, subresource],
    queryFn: async ({ client, signal }): Promise<boolean> => {
      const { resourceRules = [], incomplete } = (await client.query(rulesIn(place))).status ?? {}
      if (rulesAllow(resourceRules, { resource: true, verb, ...resource })) return true
      return incomplete === true && reviewed(verb, place, resource, signal)
    },
    staleTime: 60_000,
  })
}

const verbs = ['list', 'watch'] as const

/** What one may do in a place, of many resources at once: undefined where only asking for each could tell. */
export function rightsIn(place: Place) {
  return queryOptions({
    ...rulesIn(place),
    select: ({ status = {} }: RulesReview) => {
      const { resourceRules = [], incomplete } = status
      const unknown = incomplete === true ? undefined : false
      return {
        reads: (resource: Resource) => reads(resourceRules, resource) || unknown,
        may: (verb: Verb, resource: Resource, name?: string) =>
          rulesAllow(resourceRules, {
            resource: true,
            verb,
            ...resource,
            ...(name === undefined ? {} : { name }),
          }) || unknown,
      }
    },
  })
}

/** Whether rules allow to list and to watch all objects of a resource. */
export function reads(rules: readonly PolicyRule[], resource: Resource): boolean {
  return verbs.every((verb) => rulesAllow(rules, { resource: true, verb, ...resource }))
}

async function reviewed(
  verb: string,
  { root, namespace }: Place,
  { group, version, plural, subresource }: Resource & { subresource?: string },
  signal: AbortSignal,
): Promise<boolean> {
  const where = {
    ...(namespace === undefined ? {} : { namespace }),
    ...(subresource === undefined ? {} : { subresource }),
  }
  const { status } = await request<{ status?: { allowed?: boolean } }>(
    'POST',
    `${root}${reviews}/selfsubjectaccessreviews`,
    {
      body: {
        apiVersion,
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb, group, version, resource: plural, ...where } },
      },
      signal,
    },
  )
  return status?.allowed === true
}
