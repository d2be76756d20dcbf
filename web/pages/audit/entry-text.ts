import { auditedObject, resultOf, type AuditItem } from '#api/audit.ts'
import { kindWords } from '#web/data/kind-words.ts'
import { paths } from '#web/paths.ts'
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

/** Where it was done. */
export function placeOf({ requestURI }: Pick<AuditItem, 'requestURI'>): string {
  const { at, project, place, namespace } = auditedObject(requestURI)
  const within = namespace === undefined ? '' : `, namespace ${namespace}`
  switch (at) {
    case 'cluster':
      return visible(`cluster ${place ?? ''}${within}`)
    case 'space':
      return visible(`space ${place ?? ''} of ${project ?? ''}`)
    case 'virtualCluster':
      return visible(`virtual cluster ${place ?? ''} of ${project ?? ''}${within}`)
    case 'management':
      return project === undefined ? 'management' : visible(`project ${project}`)
    default:
      return 'sign-in'
  }
}

/** The page of what it was done to, where there is one. */
export function pageOf({ requestURI }: Pick<AuditItem, 'requestURI'>): string | undefined {
  const { at, project, place = '', plural, name } = auditedObject(requestURI)
  if (at === 'space') return paths.space(project ?? '', place)
  if (at === 'virtualCluster') return paths.virtualCluster(project ?? '', place)
  if (at !== 'management') return undefined
  if (name !== undefined && plural === 'teams') return paths.team(name)
  if (name !== undefined && project !== undefined && plural === 'spaceinstances')
    return paths.space(project, name)
  if (name !== undefined && project !== undefined && plural === 'virtualclusterinstances')
    return paths.virtualCluster(project, name)
  return project === undefined ? undefined : paths.project(project)
}

/** Who it was; people are called by their names, without the word for what they are. */
export function personOf({ user }: Pick<AuditItem, 'user'>): string {
  return visible(user.replace(/^loft:user:/, ''))
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
