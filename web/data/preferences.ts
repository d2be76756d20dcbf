import { preferencesPath, type PlaceNote, type Preferences } from '#api/preferences.ts'
import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { request } from './client.ts'
import { merged, withVisit, type PreferencesPatch } from './merged-preferences.ts'
import { quiet } from './quiet.ts'

/**
 * How the person wants the console to be, kept on the server and so the same in every browser. Until it is there, and
 * for what they never said, a preference is undefined: it is as it comes.
 */
export const preferences = queryOptions({
  queryKey: ['preferences'],
  queryFn: async ({ client, signal }): Promise<Preferences> => {
    // Nobody waits for it, so that it does not come before what a page is waiting for.
    await quiet(client, 'preferences')
    return merged(await request<Preferences>('GET', preferencesPath, { signal }), waiting)
  },
  staleTime: Infinity,
})

/** Changes on their way to the server, in their order. */
const waiting: PreferencesPatch[] = []

let turn: Promise<unknown> = Promise.resolve()

/** Other windows of the same browser, which show the same preferences. */
const otherWindows = new BroadcastChannel('aerie-preferences')

/** Changes preferences: here at once, on the server and in other windows as soon as it can be. Undone where it fails. */
export function changePreferences(client: QueryClient, patch: PreferencesPatch): Promise<void> {
  waiting.push(patch)
  client.setQueryData(preferences.queryKey, (known) => known && merged(known, [patch]))
  const sent = turn.then(() => send(client, patch))
  turn = sent.catch(() => {})
  return sent
}

async function send(client: QueryClient, patch: PreferencesPatch): Promise<void> {
  const { queryKey } = preferences
  // An answer that was on its way does not know of this.
  await client.cancelQueries({ queryKey })
  try {
    const contentType = 'application/merge-patch+json'
    const said = await request<Preferences>('PATCH', preferencesPath, { body: patch, contentType })
    waiting.shift()
    client.setQueryData(queryKey, merged(said, waiting))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
    otherWindows.postMessage('changed')
  } catch (error) {
    waiting.shift()
    void client.invalidateQueries({ queryKey })
    throw error
  }
}

/** Asks again when another window has changed something; the answer ends that. */
export function followOtherWindows(client: QueryClient): () => void {
  const heard = (): void => void client.invalidateQueries({ queryKey: preferences.queryKey })
  otherWindows.addEventListener('message', heard)
  return () => otherWindows.removeEventListener('message', heard)
}

export interface Preference<Value> {
  /** Undefined while it is not known, or was never said. */
  value: Value | undefined
  /** Whether what the server keeps is known by now. */
  known: boolean
  /** Undefined takes it back. */
  set: (value: Value | undefined) => void
  /** Why the last change did not work. */
  error: Error | null
}

/** One preference, and how to change it. */
export function usePreference<K extends Exclude<keyof Preferences, 'savedViews'>>(
  key: K,
): Preference<Preferences[K]> {
  const client = useQueryClient()
  const { data } = useQuery(preferences)
  const { mutate, error } = useMutation({
    mutationFn: (value: Preferences[K] | undefined) => changePreferences(client, { [key]: value ?? null }),
  })
  return { value: data?.[key], known: data !== undefined, set: mutate, error }
}

/** The views that somebody saved of one table. */
export function useSavedViews(table: string): Preference<NonNullable<Preferences['savedViews']>[string]> {
  const client = useQueryClient()
  const { data } = useQuery(preferences)
  const { mutate, error } = useMutation({
    mutationFn: (views: NonNullable<Preferences['savedViews']>[string] | undefined) =>
      changePreferences(client, { savedViews: { [table]: views ?? null } }),
  })
  return { value: data?.savedViews?.[table], known: data !== undefined, set: mutate, error }
}

/** Whoever stays this long at a place has visited it, in milliseconds. */
const stay = 2_000

let visiting: ReturnType<typeof setTimeout> | undefined

/**
 * Puts a place first among the recent ones, once somebody has stayed there; of several in a row the last counts. What
 * it is called is asked then, when it is known.
 */
export function noteVisit(client: QueryClient, place: () => PlaceNote): void {
  clearTimeout(visiting)
  visiting = setTimeout(() => void visit(client, place()).catch(() => {}), stay)
}

async function visit(client: QueryClient, place: PlaceNote): Promise<void> {
  const { recent } = await client.query(preferences)
  await changePreferences(client, { recent: withVisit(recent, { ...place, at: new Date().toISOString() }) })
}
