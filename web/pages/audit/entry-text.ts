import { auditedObject, resultOf, type AuditedObject, type AuditItem } from '#api/audit.ts'
import { kindWords } from '#web/data/kind-words.ts'
import { paths, type Lookable } from '#web/paths.ts'
import { visible } from '#web/ui/visible.ts'

/** What somebody did, by the verb. */
const did: Readonly<Record<string, string>> = {
  create: 'Made',
  update: 'Changed',
  patch: 'Changed',
  delete: 'Deleted',
  deletecollection: 'Deleted all',
}

/** Streams into containers, and what else is no change of an object. */
const ofParts: Readonly<Record<string, string>> = {
  exec: 'Opened a shell in',
  attach: 'Attached to',
  portforward: 'Forwarded ports of',
  log: 'Followed the log of',
  proxy: 'Called through',
  kubeconfig: 'Made a kubeconfig for',
  eviction: 'Evicted',
  scale: 'Scaled',
}

const ofAerie: Readonly<Record<string, string>> = {
  '/auth/session': 'Signed in',
  '/auth/password/login': 'Signed in on a command line',
  '/auth/kubeconfig': 'Made a kubeconfig',
}

/** What was done, in words: `Deleted space dev`. */
export function deedOf({ verb, requestURI }: Pick<AuditItem, 'verb' | 'requestURI'>): string {
  const { at, plural, name, subresource, path } = auditedObject(requestURI)
  if (at === 'aerie' || plural === undefined) return visible(ofAerie[path] ?? `${verb} ${path}`)
  const { one, many } = kindWords({ plural, singular: plural.replace(/ies$/, 'y').replace(/s$/, '') })
  const what = name === undefined ? (verb === 'create' ? article(one) : many) : `${one} ${name}`
  const part = subresource === undefined ? undefined : ofParts[subresource]
  if (part !== undefined) return visible(`${part} ${what}`)
  const of = subresource === undefined ? '' : `${subresource} of `
  return visible(
    `${did[verb] ?? `${verb} of`} ${of}${what}${/[?&]dryRun=/.test(requestURI) ? ', as a trial' : ''}`,
  )
}

function article(one: string): string {
  return `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`
}

/** Where it was done; in one project, which is `here`, nothing needs to be said to be in that. */
export function placeOf({ requestURI }: Pick<AuditItem, 'requestURI'>, here?: string): string {
  const { at, project, place, namespace } = auditedObject(requestURI)
  const within = namespace === undefined ? '' : `, namespace ${namespace}`
  const isHere = project !== undefined && project === here
  const of = isHere ? '' : ` of ${project ?? ''}`
  switch (at) {
    case 'cluster':
      return visible(`cluster ${place ?? ''}${within}`)
    case 'space':
      return visible(`space ${place ?? ''}${of}`)
    case 'virtualCluster':
      return visible(`virtual cluster ${place ?? ''}${of}${within}`)
    case 'management':
      if (isHere) return 'the project'
      return project === undefined ? 'management' : visible(`project ${project}`)
    default:
      return 'sign-in'
  }
}

/** The page of what it was done to, where there is one. */
export function pageOf({ requestURI }: Pick<AuditItem, 'requestURI'>): string | undefined {
  const asked = auditedObject(requestURI)
  const { at, project, place = '', plural, name } = asked
  if (at === 'cluster') return insideOf({ cluster: place }, asked) ?? paths.cluster(place)
  if (at === 'space')
    return insideOf({ project: project ?? '', space: place }, asked) ?? paths.space(project ?? '', place)
  if (at === 'virtualCluster') {
    const looked = { project: project ?? '', virtualCluster: place }
    return insideOf(looked, asked) ?? paths.virtualCluster(project ?? '', place)
  }
  if (at !== 'management') return undefined
  if (name !== undefined && plural === 'teams') return paths.team(name)
  if (name !== undefined && plural === 'users') return paths.user(name)
  if (name !== undefined && plural === 'clusters') return paths.cluster(name)
  if (name !== undefined && plural === 'spacetemplates') return paths.template('space', name)
  if (name !== undefined && plural === 'virtualclustertemplates')
    return paths.template('virtualcluster', name)
  if (name !== undefined && project !== undefined && plural === 'spaceinstances')
    return paths.space(project, name)
  if (name !== undefined && project !== undefined && plural === 'virtualclusterinstances')
    return paths.virtualCluster(project, name)
  return project === undefined ? undefined : paths.project(project)
}

/** The page of an object inside of something. */
function insideOf(
  where: Lookable,
  { group = '', version = '', plural, namespace, name }: AuditedObject,
): string | undefined {
  if (plural === undefined || name === undefined) return undefined
  return paths.object(where, { group, version, plural }, { namespace, name })
}

/** The name of who it was, without the word for what they are. */
export function personOf({ user }: Pick<AuditItem, 'user'>): string {
  return user.replace(/^loft:user:/, '')
}

/** What came of it. */
export function outcomeOf(item: AuditItem): { tone: 'good' | 'bad' | 'unknown'; words: string } {
  const { code } = item
  switch (resultOf(item)) {
    case 'done':
      return { tone: 'good', words: code === 101 ? 'Streamed' : `Done (${code})` }
    case 'refused':
      return { tone: 'bad', words: `${code === 403 ? 'Forbidden' : 'Refused'} (${code})` }
    default:
      return { tone: 'unknown', words: code === 0 ? 'Left before the answer' : 'Not known' }
  }
}
