import { asStatusError, isUnreachable } from '#web/data/client.ts'
import { self } from '#web/data/queries.ts'
import { dropDraft, readDraft, writeDraft, type DraftPlace } from '#web/form/drafts.ts'
import { isTree, type Overlap, type Tree } from '#web/form/merge.ts'
import { yamlOf } from '#web/form/yaml.ts'
import { useSettled } from '#web/form/use-settled.ts'
import { who } from '#web/shell/who.ts'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { objectsOf, readManifest } from './manifest.ts'
import { refusedOf, type Refused } from './refused.ts'
import {
  changesOf,
  mergeObjects,
  saveObject,
  shownObject,
  tryObject,
  type Changed,
  type Editable,
} from './save-object.ts'

interface Options {
  /** Where the object is on the gateway: drafts are kept under it, too. */
  path: string
  /** The object as it is now. */
  object: Editable
}

/** What the server says of a text before it is saved. */
type Verdict = 'asking' | 'takes it' | 'refuses it' | 'not asked'

export interface ObjectEdit {
  text: string
  change: (text: string) => void
  /** Whether it says something else than the object did. */
  isEdited: boolean
  changes: readonly Changed[]
  /** Whether the object was changed by others since the edit began. */
  isBehind: boolean
  /** When the text was typed that was found again; undefined if none was. */
  restoredFrom: number | undefined
  verdict: Verdict
  refused: readonly Refused[]
  /** Why it cannot be saved as it is, as a sentence. */
  problem: string | undefined
  overlaps: readonly Overlap[]
  save: () => void
  /** Saves although others changed the same. */
  overrule: () => void
  saving: boolean
  saved: boolean
  discard: () => void
}

interface Edit {
  base: Editable
  text: string
}

/** An object that is edited as text: live until somebody types, then theirs until it is saved or given up. */
export function useObjectEdit({ path, object }: Options): ObjectEdit {
  const person = who(useSuspenseQuery(self).data).username
  const place = { person, form: `yaml${path}` }
  const [draft, setDraft] = useState(() => readDraft<{ text: string }>(localStorage, place))
  const [edit, setEdit] = useState<Edit | undefined>(
    () => draft && { base: draft.base as object as Editable, text: draft.values.text },
  )
  const base = edit?.base ?? object
  const text = edit?.text ?? textOf(object)
  const read = useMemo(() => readOne(text), [text])
  const mine = 'object' in read ? read.object : undefined
  const isEdited = edit !== undefined

  const drop = (): void => {
    dropDraft(localStorage, place)
    setDraft(undefined)
    setEdit(undefined)
  }

  const change = (next: string): void => {
    saving.reset()
    if (next === textOf(base)) return drop()
    setEdit({ base, text: next })
    // A secret's data is not left lying about in a browser.
    if (object.kind === 'Secret') return
    keepDraft(place, base, next)
  }

  // What would be saved now: mine, made of what the object is by now.
  const merged = useMemo(
    () => (mine === undefined || !isEdited ? undefined : mergeObjects(base, mine, object)),
    [mine, isEdited, base, object],
  )
  const settled = useSettled(text)
  const isSettled = settled === text
  const asked = merged !== undefined && merged.overlaps.length === 0 && isSettled
  const trial = useQuery({
    queryKey: ['dry-run', path, settled, object.metadata.resourceVersion],
    queryFn: async ({ signal }) => {
      await tryObject({ path, base, mine: merged?.values ?? {} }, signal)
      return true
    },
    enabled: asked,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })

  const saving = useMutation({
    mutationFn: (overrule: boolean) => saveObject({ path, base, mine: mine ?? {} }, overrule),
    onSuccess: (result) => {
      if ('object' in result) drop()
    },
  })

  const error = saving.error ?? (asked && isEdited ? trial.error : null)
  const refused = error === null || isUnreachable(error) ? none : refusedOf(asStatusError(error))
  const overlaps = saving.data !== undefined && 'overlaps' in saving.data ? saving.data.overlaps : noOverlaps
  return {
    text,
    change,
    isEdited,
    changes: mine === undefined || !isEdited ? [] : changesOf(shownObject(base), mine),
    isBehind: isEdited && object.metadata.resourceVersion !== base.metadata.resourceVersion,
    restoredFrom: draft?.at,
    verdict: verdictOf(),
    refused,
    problem: problemOf(),
    overlaps,
    save: () => saving.mutate(false),
    overrule: () => saving.mutate(true),
    saving: saving.isPending,
    saved: saving.data !== undefined && 'object' in saving.data && !isEdited,
    discard: () => {
      saving.reset()
      drop()
    },
  }

  function verdictOf(): Verdict {
    if (!isEdited || mine === undefined) return 'not asked'
    if (refused.length > 0) return 'refuses it'
    if (asked && trial.data === true) return 'takes it'
    return (merged?.overlaps.length ?? 0) > 0 || isUnreachable(trial.error) ? 'not asked' : 'asking'
  }

  function problemOf(): string | undefined {
    if ('problem' in read) return read.problem
    const identity = (['apiVersion', 'kind'] as const).find((field) => read.object[field] !== base[field])
    if (identity !== undefined) return `The ${identity} of an object cannot be changed.`
    const metadata = isTree(read.object['metadata']) ? read.object['metadata'] : {}
    if (metadata['name'] !== base.metadata.name || metadata['namespace'] !== base.metadata.namespace)
      return 'An object cannot be renamed or moved: make another one.'
    return undefined
  }
}

function keepDraft(place: DraftPlace, base: Editable, text: string): void {
  writeDraft(localStorage, place, { base: shownObject(base), values: { text }, at: Date.now() })
}

const none: readonly Refused[] = []
const noOverlaps: readonly Overlap[] = []

function textOf(object: Editable): string {
  return yamlOf(shownObject(object))
}

function readOne(text: string): { object: Tree } | { problem: string } {
  try {
    const [object, ...others] = objectsOf(readManifest(text))
    if (others.length > 0) return { problem: 'Only one object can be saved here.' }
    return isTree(object) ? { object } : { problem: 'This is no object.' }
  } catch {
    return { problem: 'This cannot be read as YAML yet.' }
  }
}
