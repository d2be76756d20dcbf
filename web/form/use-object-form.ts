import { asStatusError, isUnreachable } from '#web/data/client.ts'
import { liveness } from '#web/data/liveness.ts'
import { self } from '#web/data/queries.ts'
import { who } from '#web/shell/who.ts'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useForm, type DefaultValues, type Path, type UseFormReturn } from 'react-hook-form'
import { dropDraft, readDraft, writeDraft } from './drafts.ts'
import { fieldErrors } from './field-errors.ts'
import { equal, type Overlap, type Tree } from './merge.ts'

/** Thrown by a save that met true overlaps: the person decides before anything is written. */
export class OverlapError extends Error {
  readonly overlaps: readonly Overlap[]
  constructor(overlaps: readonly Overlap[]) {
    super('Somebody else changed the same fields.')
    this.overlaps = overlaps
  }
}

export interface ObjectFormOptions<Values extends Tree> {
  /** Names the form among the person's drafts: `team/new`, `team/red`. */
  draft: string
  /** What the form starts from. Later changes of it do not touch a form in use. */
  initial: Values
  /** What of it may be kept as a draft, where not all of it may: passwords are not. */
  kept?: (values: Values) => Values
  /** The fields shown, as Kubernetes names them. */
  fields: readonly Path<Values>[]
  /** Writes; gets what the form started from, and whether to overrule others where both changed a field. */
  save: (values: Values, base: Values, overrule: boolean) => Promise<void>
  /** Called when it is saved, after the draft was dropped. */
  onSaved: (values: Values) => void
}

export interface ObjectForm<Values extends Tree> {
  form: UseFormReturn<Values>
  submit: (event?: { preventDefault: () => void }) => void
  /** Saves although others changed the same fields. */
  overrule: () => void
  /** While it is saved, and then until the page is left. */
  pending: boolean
  /** When the restored draft was typed; undefined if there was none. */
  restoredFrom: number | undefined
  discard: () => void
  /** What went wrong and belongs to no field. */
  error: string | undefined
  overlaps: readonly Overlap[]
}

/** A form over parts of one object: keeps a draft at every change, saves, and puts errors where they belong. */
export function useObjectForm<Values extends Tree>(options: ObjectFormOptions<Values>): ObjectForm<Values> {
  const person = who(useSuspenseQuery(self).data).username
  const place = { person, form: options.draft }
  const [draft, setDraft] = useState(() => readDraft<Values>(localStorage, place))
  const [base, setBase] = useState(draft?.base ?? options.initial)
  const form = useForm<Values>({ defaultValues: (draft?.values ?? base) as DefaultValues<Values> })
  const [rest, setRest] = useState<{ text: string | undefined; passing: boolean }>()
  const { setError, subscribe } = form
  const keepOf = useRef(options.kept)
  useEffect(() => {
    keepOf.current = options.kept
  })

  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          if (equal(values, base)) dropDraft(localStorage, { person, form: options.draft })
          else {
            const kept = keepOf.current === undefined ? values : keepOf.current(values)
            writeDraft(localStorage, { person, form: options.draft }, { base, values: kept, at: Date.now() })
          }
        },
      }),
    [subscribe, base, person, options.draft],
  )

  // That the server could not be reached is no news once it can be.
  useEffect(() => liveness.onLive(() => setRest((said) => (said?.passing === true ? undefined : said))), [])

  const saving = useMutation({
    mutationFn: ({ values, overrule }: { values: Values; overrule: boolean }) =>
      options.save(values, base, overrule),
    onMutate: () => setRest(undefined),
    onSuccess: (_, { values }) => {
      dropDraft(localStorage, place)
      options.onSaved(values)
    },
    onError: (thrown) => {
      if (thrown instanceof OverlapError) return
      const { fields, form: text } = fieldErrors(asStatusError(thrown), options.fields)
      const names = Object.keys(fields)
      for (const [index, name] of names.entries()) {
        const field = options.fields.find((known) => known === name)
        if (field !== undefined)
          setError(field, { message: fields[name] ?? '' }, { shouldFocus: index === 0 })
      }
      setRest({ text, passing: isUnreachable(thrown) })
    },
  })

  // What was saved stays so until the page is left: nothing is made twice.
  const isUnderWay = saving.isPending || saving.isSuccess
  const submitWith = async (overrule: boolean): Promise<void> => {
    if (form.formState.isSubmitting || isUnderWay) return
    await form.handleSubmit((values) => saving.mutate({ values, overrule }))()
  }

  return {
    form,
    submit: (event) => {
      event?.preventDefault()
      void submitWith(false)
    },
    overrule: () => void submitWith(true),
    pending: isUnderWay,
    restoredFrom: draft?.at,
    discard() {
      saving.reset()
      setDraft(undefined)
      setBase(options.initial)
      form.reset(options.initial)
      // Last, because the reset is a change like any other and was kept as one.
      dropDraft(localStorage, place)
    },
    error: rest?.text,
    overlaps: saving.error instanceof OverlapError ? saving.error.overlaps : [],
  }
}
