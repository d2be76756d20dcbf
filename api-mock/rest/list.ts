import { badRequest, expired, failure, StatusError } from '#kube/status.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { readContinue, writeContinue } from '#api-mock/serve/continue-token.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readListOptions } from '#api-mock/serve/list-options.ts'
import type { ListOptions } from '#api-mock/serve/list-options.ts'
import { presentList } from '#api-mock/serve/present.ts'
import type { ListMetadata } from '#api-mock/serve/present.ts'
import { mustExist, readVersion } from '#api-mock/serve/resource-version.ts'
import { readSelection } from '#api-mock/serve/selection.ts'
import type { Selection } from '#api-mock/serve/selection.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { checkFormat, encoded, readReply } from './answer.ts'

/** Which state is listed, and from where in it. */
interface Position {
  revision: number
  after: string
}

/** GET of a collection, whole or in pages, of now or of a revision that is still known. */
export function list(context: Context): Answer {
  const { cluster, definition, query } = context
  const reply = readReply(context)
  checkFormat(reply, definition, true)
  const options = readListOptions(query, false)
  const selection = readSelection(definition, options)
  const position = positionOf(context, options)
  const candidates = candidatesAt(context, position)
  const { items, metadata } = cutPage(context, { candidates, position, options, selection })
  const now = cluster.clock().getTime()
  return encoded(presentList(definition, items, { format: reply, metadata, now }), reply)
}

function positionOf({ cluster, definition, info }: Context, options: ListOptions): Position {
  const { revision } = cluster.store
  if (options.continue !== '') {
    if (options.resourceVersion !== '' && options.resourceVersion !== '0') {
      throw badRequest('specifying resource version is not allowed when using continue')
    }
    const { namespaced } = definition
    const token = readContinue(options.continue, { namespaced, namespace: info.namespace })
    return token.revision < 0 ? { revision, after: token.after } : token
  }
  const version = readVersion(options.resourceVersion)
  mustExist(version, revision)
  const exact =
    options.resourceVersionMatch === 'Exact' ||
    (options.resourceVersionMatch === '' && options.limit > 0 && version > 0)
  return { revision: exact ? version : revision, after: '' }
}

/** From memory where nothing of the resource has changed since, else as the log remembers it. */
function candidatesAt({ cluster, definition, info }: Context, { revision, after }: Position): Stored[] {
  const { store } = cluster
  const resource = storageKey(definition)
  const namespace = definition.namespaced ? info.namespace : undefined
  if (definition.computed !== undefined) {
    return definition.computed.list(namespace).filter(({ path }) => path > after)
  }
  const collection = store.collection(resource)
  if (revision >= collection.lastRevision) return collection.list(namespace, after)
  if (revision < store.log.compacted) {
    throw after === '' ? expired(tooOld) : continueExpired(after, info.namespace)
  }
  return store.log.listAt(resource, { revision, namespace, after, most: -1 })
}

const tooOld = 'The resourceVersion for the provided list is too old.'

/** 410 with a token that goes on in the state of now, for clients that can bear it. */
function continueExpired(after: string, namespace: string | undefined): StatusError {
  const status = failure(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  )
  return new StatusError({
    ...status,
    metadata: { continue: writeContinue({ revision: -1, after }, namespace) },
  })
}

function cutPage(
  { definition, info }: Context,
  page: { candidates: Stored[]; position: Position; options: ListOptions; selection: Selection },
): { items: Stored[]; metadata: ListMetadata } {
  const { candidates, position, options, selection } = page
  const resourceVersion = String(position.revision)
  const limit = options.resourceVersion === '0' || options.limit <= 0 ? Infinity : options.limit
  const items: Stored[] = []
  for (const [index, stored] of candidates.entries()) {
    if (!selection.matches(stored)) continue
    items.push(stored)
    if (items.length < limit || index === candidates.length - 1) continue
    const namespace = definition.namespaced ? info.namespace : undefined
    const token = writeContinue({ revision: position.revision, after: stored.path }, namespace)
    const remaining = selection.everything ? { remainingItemCount: candidates.length - index - 1 } : {}
    return { items, metadata: { resourceVersion, continue: token, ...remaining } }
  }
  return { items, metadata: { resourceVersion } }
}
