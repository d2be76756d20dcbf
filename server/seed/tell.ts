import { setTimeout } from 'node:timers/promises'
import { collectionPath, managementPrefix, spacePrefix, virtualClusterPrefix } from '#api/paths.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { Running } from '#server/controllers/context.ts'
import { collectionOf } from './collection.ts'
import { openNotes, type Notes } from './notes.ts'
import { sayingWith, type Say } from './say.ts'
import { settled } from './settled.ts'
import { story, type Chapter } from './story.ts'
import { openVoices, type Voices, type VoicesOptions } from './voices.ts'

type Options = Omit<VoicesOptions, 'signal'> & { report: (error: unknown) => void }

/** What telling a chapter takes. */
interface Teller extends Options {
  signal: AbortSignal
  notes: Notes
  voices: Voices
  say: Say
}

/**
 * Tells the story of the demo, once, beside everything else: its people make what is theirs through the gateway, so
 * that owners, quotas and rights are what they would be for anybody. Where a server is stopped the next one goes on,
 * and what somebody has deleted meanwhile stays away.
 */
export function tellStory(options: Options): Running {
  const ended = new AbortController()
  const telling = tellToTheEnd(options, ended.signal)
  return {
    async stop() {
      ended.abort()
      await telling
    },
  }
}

/** Milliseconds after which the story is taken up again where something that is Aerie's own went wrong. */
const pauseAfterFault = 10_000

async function tellToTheEnd(options: Options, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await tell(options, signal)
    } catch (error) {
      // What a stop has cut is taken up by whoever is next.
      if (signal.aborted) return
      options.report(error)
      await setTimeout(pauseAfterFault, undefined, { signal }).catch(() => {})
    }
  }
}

async function tell(options: Options, ended: AbortSignal): Promise<void> {
  const notes = await openNotes(options.client)
  if (notes === undefined) return
  const attempt = new AbortController()
  const signal = AbortSignal.any([ended, attempt.signal])
  const pause = (milliseconds: number) => setTimeout(milliseconds, undefined, { signal })
  const voices = await openVoices({ ...options, signal })
  const say = sayingWith({ atOnce: 2, signal, report: options.report, pause })
  const teller: Teller = { ...options, signal, notes, voices, say }
  try {
    for (const act of story) await Promise.all(act.map((chapter) => tellChapter(teller, chapter)))
    await notes.close()
  } finally {
    // Where one chapter fails, nobody waits for the others.
    attempt.abort()
    await voices.close()
  }
}

async function tellChapter(teller: Teller, chapter: Chapter): Promise<void> {
  const { notes, say, voices, signal } = teller
  const { key, by, kind, wanted, inside } = chapter
  const stage = notes.of(key)
  if (stage === 'told') return
  let made = true
  if (stage === undefined) {
    const body = { apiVersion: apiVersionOf(kind), kind: kind.kind, ...wanted }
    const path = managementPrefix + collectionPath(kind, wanted.metadata.namespace)
    made = await say(key, async () => (await voices.as(by)).create(path, body))
  }
  if (made && inside !== undefined && inside.runs.length > 0) {
    if (stage === undefined) await notes.put(key, 'made')
    await tellInside(teller, chapter, inside, stage !== undefined)
    signal.throwIfAborted()
  }
  await notes.put(key, 'told')
}

/** What is in an instance is made once it is ready; nothing is where it has gone. */
async function tellInside(
  { directory, voices, say, signal }: Teller,
  { key, by, kind, wanted: { metadata } }: Chapter,
  { project, runs }: NonNullable<Chapter['inside']>,
  known: boolean,
): Promise<void> {
  if (kind.kind !== 'SpaceInstance' && kind.kind !== 'VirtualClusterInstance') return
  const found = await settled(directory, {
    kind: kind.kind,
    key: `${metadata.namespace ?? ''}/${metadata.name}`,
    known,
    signal,
  })
  if (found === undefined) return
  const isSpace = kind.kind === 'SpaceInstance'
  const prefix = isSpace ? spacePrefix : virtualClusterPrefix
  const home = isSpace ? found.spec.clusterRef?.namespace : undefined
  for (const object of runs) {
    const path = prefix(project, metadata.name) + collectionOf(object, home)
    const name = `${object.kind} ${object.metadata.name} in ${key}`
    await say(name, async () => (await voices.as(by)).create(path, object))
  }
}
