import { managementGroup, type Kind } from '#api/kind.ts'
import { kindNamed } from '#api/kinds.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import type { ServedResource } from '#kube/discovery.ts'
import type { RequestInfo, Verb } from '#kube/request-info.ts'
import { rulesAllow, type PolicyRule } from '#kube/rules.ts'
import { find, mayDeleteAll } from '#server/gateway/decide.ts'
import { may, mayDoWithoutTemplate, type Decision, type Judged } from '#server/gateway/may.ts'
import type { Caller, Directory } from '#server/identity/directory.ts'
import { scopeAdmits } from '#server/gateway/scope.ts'
import { rights, served } from './served.ts'

/** Whether somebody may do something with a resource; `*` is every verb, resource or group that is served. */
export interface ResourceQuestion {
  verb: string
  group: string
  plural: string
  subresource?: string
  name?: string
  /** Says nothing about what is outside of any; without one it is about all namespaces. */
  namespace?: string
  /** What has the name, where whoever asks knows it newer than the directory does. */
  object?: Judged
}

/** Who asks, with a key that may narrow what they may. */
export interface Asker {
  identity: Caller['identity']
  key: Pick<Caller['key'], 'scope'>
}

type Known = Pick<Directory, 'all' | 'projects'>

/** Documents that everybody with a credential may read. */
const documentRules: readonly PolicyRule[] = [
  {
    verbs: ['get', 'head'],
    nonResourceURLs: ['/api', '/apis', '/apis/*', '/openapi/v2', '/openapi/v3', '/openapi/v3/*', '/version'],
  },
]

/** Whether somebody may on the management API what is asked; the same function decides that decides on requests. */
export function decisionOn(directory: Known, asker: Asker, question: ResourceQuestion): Decision {
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

function verbsOf(resource: ServedResource, subresource?: string): readonly string[] {
  const more = resource.group === managementGroup ? rights[resource.plural] : undefined
  if (subresource === undefined) return [...resource.verbs, ...(more?.verbs ?? [])]
  return subresourcesOf(resource).find(({ name }) => name === subresource)?.verbs ?? []
}

function subresourcesOf({ group, plural, subresources = [] }: ServedResource) {
  const more = group === managementGroup ? rights[plural] : undefined
  return [...subresources, ...(more?.subresources ?? [])]
}

function decide(
  directory: Known,
  asker: Asker,
  resource: ServedResource,
  question: ResourceQuestion,
): Decision {
  const { group, version, plural } = resource
  const { verb, subresource, name } = question
  const what = subresource === undefined ? plural : `${plural}/${subresource}`
  if (!verbsOf(resource, subresource).includes(verb))
    return { allowed: false, reason: `the management API has no verb "${verb}" for ${what}` }
  const namespace = resource.namespaced ? question.namespace : undefined
  const place = {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(subresource === undefined ? {} : { subresource }),
  }
  // Words that requests can have, and the one for using an instance, which no rule of a scope names.
  const request = { group, version, plural, verb: verb as Verb, ...place }
  if (!isInScope(asker, { resource: true, ...request })) return outOfScope
  const kind = kindNamed(group, plural)
  if (kind === undefined) return mayAsk(asker, verb, plural)
  const { object } = question
  return decideStored(directory, asker, kind, { verb, what, name, namespace, object })
}

/** What is stored nowhere is asked about oneself, but for questions about others. */
function mayAsk({ identity }: Asker, verb: string, plural: string): Decision {
  return plural === 'subjectaccessreviews'
    ? may(identity, verb, plural)
    : { allowed: true, reason: 'is for everybody who is signed in' }
}

interface StoredQuestion {
  verb: string
  /** The plural, with a subresource after it. */
  what: string
  name: string | undefined
  namespace: string | undefined
  object: Judged | undefined
}

function decideStored(
  directory: Known,
  { identity }: Asker,
  { kind, plural, scope }: Kind,
  { verb, what, name, namespace, object: found }: StoredQuestion,
): Decision {
  // A collection is reduced to what is seen, also one that is asked for by a name.
  if (verb === 'list' || verb === 'watch') return may(identity, verb, what)
  if (verb === 'deletecollection') return mayDeleteAll(directory, identity, plural, namespace)
  if (what.endsWith('/restricted')) {
    const project = directory.projects.get(projectOfNamespace(namespace) ?? '')
    if (project !== undefined) return mayDoWithoutTemplate(identity, project)
  }
  if (name !== undefined) {
    const object = found ?? find(directory, plural, name, namespace)
    if (object !== undefined) return may(identity, verb, what, object)
    if (scope === 'Cluster') {
      const { allowed, reason } = may(identity, verb, what)
      // What is not there is refused in the words for what is not seen, which would tell the two apart.
      const unseen = may(identity, verb, what, { kind, metadata: { name } })
      return { allowed, reason: unseen.allowed ? reason : unseen.reason }
    }
  }
  if (namespace === undefined) return may(identity, verb, what)
  return may(identity, verb, what, { kind, metadata: { name: name ?? '', namespace } })
}

const outOfScope: Decision = { allowed: false, reason: 'the scope of this access key does not admit it' }

function isInScope({ key }: Asker, info: RequestInfo): boolean {
  return scopeAdmits(key.scope, { target: 'Management', info })
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

/** Asks every question that there is about a namespace, so that what is told is what is decided. */
export function rulesOf(directory: Known, asker: Asker, namespace?: string): Rules {
  // Paths of a scope's own are not compared with those that are told.
  let incomplete =
    asker.key.scope?.rules?.some(({ nonResourceURLs }) => nonResourceURLs !== undefined) ?? false
  const within = namespace === undefined ? {} : { namespace }
  const resourceRules = served.flatMap((resource) => {
    const names = namesOf(directory, asker, resource, namespace)
    return [undefined, ...subresourcesOf(resource).map(({ name }) => name)].flatMap((subresource) => {
      const ask = (verb: string, name?: string) =>
        decide(directory, asker, resource, {
          verb,
          group: resource.group,
          plural: resource.plural,
          ...within,
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
      const named = byVerbs(onSome.length === 0 ? [] : names, (name) =>
        onSome.filter((verb) => ask(verb, name)),
      )
      return [
        ...(onAll.length === 0 ? [] : [{ ...what, verbs: onAll }]),
        ...[...named].map(([key, found]) => {
          if (found.length > mostNames) incomplete = true
          return { ...what, resourceNames: found.slice(0, mostNames), verbs: key.split(' ') }
        }),
      ]
    })
  })
  const nonResourceRules = documentRules.flatMap(({ verbs, nonResourceURLs = [] }) =>
    verbs.flatMap((verb): PolicyRule[] => {
      const open = nonResourceURLs.filter((path) => isInScope(asker, { resource: false, verb, path }))
      return open.length === 0 ? [] : [{ verbs: [verb], nonResourceURLs: open }]
    }),
  )
  const error = incomplete ? { evaluationError: 'there are more names or paths than are listed' } : {}
  return { resourceRules, nonResourceRules, incomplete, ...error }
}

/** The names for which an answer may be another than for the resource as a whole: what is seen, and what a scope names. */
function namesOf(
  directory: Known,
  { identity, key }: Asker,
  { plural, namespaced }: ServedResource,
  namespace: string | undefined,
): Set<string> {
  const place = namespaced ? namespace : undefined
  const seen = [...directory.all(plural).values()].filter(
    (object) => object.metadata.namespace === place && may(identity, 'get', plural, object).allowed,
  )
  const resources = (key.scope?.rules ?? []).flatMap((rule) => rule.resources ?? [])
  return new Set([
    ...seen.map(({ metadata }) => metadata.name),
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
