import { kinds } from '#api/kinds.ts'
import type { ServedResource } from '#kube/discovery.ts'
import type { RequestInfo, Verb } from '#kube/request-info.ts'
import { rulesAllow, type PolicyRule } from '#kube/rules.ts'
import { find } from '#server/gateway/decide.ts'
import { may, type Decision } from '#server/gateway/may.ts'
import type { Caller, Directory } from '#server/identity/directory.ts'
import { scopeAdmits } from '#server/gateway/scope.ts'
import { served } from './served.ts'

/** Whether somebody may do something with a resource; `*` is every verb, resource or group that is served. */
export interface ResourceQuestion {
  verb: string
  group: string
  plural: string
  subresource?: string
  name?: string
}

/** Who asks, with a key that may narrow what they may. */
export interface Asker {
  identity: Caller['identity']
  key: Pick<Caller['key'], 'scope'>
}

type People = Pick<Directory, 'all'>

/** Documents that everybody with a credential may read. */
const documentRules: readonly PolicyRule[] = [
  {
    verbs: ['get', 'head'],
    nonResourceURLs: ['/api', '/apis', '/apis/*', '/openapi/v3', '/openapi/v3/*', '/version'],
  },
]

/** Whether somebody may on the management API what is asked; the same function decides that decides on requests. */
export function decisionOn(directory: People, asker: Asker, question: ResourceQuestion): Decision {
  const { verb, group, plural, subresource } = question
  const all = plural === '*'
  const asked = served.filter((one) => {
    // kubectl writes no group where it asks about every resource.
    if (group !== '*' && group !== one.group && !(all && group === '')) return false
    if (!all) return plural === one.plural
    return verb === '*' || verbsOf(one, subresource).includes(verb)
  })
  const decisions = asked.flatMap((resource) => {
    const verbs = verb === '*' ? verbsOf(resource, subresource) : [verb]
    return verbs.map((one) => decide(directory, asker, resource, { ...question, verb: one }))
  })
  const refused = decisions.find(({ allowed }) => !allowed)
  return refused ?? decisions[0] ?? { allowed: false, reason: `the management API has no ${plural}` }
}

function verbsOf({ verbs, subresources = [] }: ServedResource, subresource?: string): readonly string[] {
  return subresource === undefined
    ? verbs
    : (subresources.find(({ name }) => name === subresource)?.verbs ?? [])
}

function decide(
  directory: People,
  asker: Asker,
  resource: ServedResource,
  { verb, subresource, name }: ResourceQuestion,
): Decision {
  const { group, version, plural } = resource
  if (!verbsOf(resource, subresource).includes(verb)) {
    const what = subresource === undefined ? plural : `${plural}/${subresource}`
    return { allowed: false, reason: `the management API has no verb "${verb}" for ${what}` }
  }
  const named = name === undefined ? {} : { name }
  const within = subresource === undefined ? {} : { subresource }
  // Only words that requests can have come so far: they are among those that are served.
  const request = { group, version, plural, verb: verb as Verb, ...named, ...within }
  if (!isInScope(asker, { resource: true, ...request })) return outOfScope
  if (!isStored(resource)) return { allowed: true, reason: 'is for everybody who is signed in' }
  // A collection is reduced to what is seen, also one that is asked for by a name.
  if (name === undefined || verb === 'list' || verb === 'watch') return may(asker.identity, verb, plural)
  return may(asker.identity, verb, plural, find(directory, plural, name))
}

const outOfScope: Decision = { allowed: false, reason: 'the scope of this access key does not admit it' }

function isInScope({ key }: Asker, info: RequestInfo): boolean {
  return scopeAdmits(key.scope, { target: 'Management', info })
}

function isStored({ group, plural }: ServedResource): boolean {
  return kinds.some((kind) => kind.group === group && kind.plural === plural)
}

/** The same for a path that is no resource. */
export function decisionOnPath(asker: Asker, verb: string, path: string): Decision {
  if (!isInScope(asker, { resource: false, verb, path })) return outOfScope
  return rulesAllow(documentRules, { resource: false, verb, path })
    ? { allowed: true, reason: 'is for everybody who is signed in' }
    : { allowed: false, reason: `the management API has no document at ${path}` }
}

/** Names that the rules of one resource may hold; whoever sees more is told that there are more. */
const mostNames = 1_000

/** All that somebody may on the management API, as rules. */
export interface Rules {
  resourceRules: PolicyRule[]
  nonResourceRules: PolicyRule[]
  incomplete: boolean
  evaluationError?: string
}

/** Asks every question that there is, so that what is told is what is decided. */
export function rulesOf(directory: People, asker: Asker): Rules {
  // Paths of a scope's own are not compared with those that are told.
  let incomplete =
    asker.key.scope?.rules?.some(({ nonResourceURLs }) => nonResourceURLs !== undefined) ?? false
  const resourceRules = served.flatMap((resource) =>
    [undefined, ...(resource.subresources ?? []).map(({ name }) => name)].flatMap((subresource) => {
      const ask = (verb: string, name?: string) =>
        decide(directory, asker, resource, {
          verb,
          group: resource.group,
          plural: resource.plural,
          ...(subresource === undefined ? {} : { subresource }),
          ...(name === undefined ? {} : { name }),
        }).allowed
      const what = {
        apiGroups: [resource.group],
        resources: [subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`],
      }
      const verbs = verbsOf(resource, subresource)
      const onAll = verbs.filter((verb) => ask(verb))
      const onSome = verbs.filter((verb) => !onAll.includes(verb))
      const named = byVerbs(namesOf(directory, asker, resource), (name) =>
        onSome.filter((verb) => ask(verb, name)),
      )
      return [
        ...(onAll.length === 0 ? [] : [{ ...what, verbs: onAll }]),
        ...[...named].map(([key, names]) => {
          if (names.length > mostNames) incomplete = true
          return { ...what, resourceNames: names.slice(0, mostNames), verbs: key.split(' ') }
        }),
      ]
    }),
  )
  const nonResourceRules = documentRules.flatMap(({ verbs, nonResourceURLs = [] }) =>
    verbs.flatMap((verb): PolicyRule[] => {
      const open = nonResourceURLs.filter((path) => isInScope(asker, { resource: false, verb, path }))
      return open.length === 0 ? [] : [{ verbs: [verb], nonResourceURLs: open }]
    }),
  )
  const error = incomplete ? { evaluationError: 'there are more names or paths than are listed' } : {}
  return { resourceRules, nonResourceRules, incomplete, ...error }
}

/** The names for which an answer may be another than for the resource as a whole. */
function namesOf(directory: People, { key }: Asker, { plural }: ServedResource): Set<string> {
  const resources = (key.scope?.rules ?? []).flatMap((rule) => rule.resources ?? [])
  return new Set([
    ...directory.all(plural).keys(),
    ...resources.flatMap(({ resourceNames = [] }) => resourceNames),
  ])
}

/** Names with the same verbs together, without those with none. */
function byVerbs(names: Iterable<string>, verbsFor: (name: string) => string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const name of [...names].sort()) {
    const verbs = verbsFor(name).join(' ')
    if (verbs === '') continue
    const names = found.get(verbs)
    if (names === undefined) found.set(verbs, [name])
    else names.push(name)
  }
  return found
}
