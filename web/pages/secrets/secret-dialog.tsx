import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { asStatusError } from '#web/data/client.ts'
import { objectOf } from '#web/data/queries.ts'
import { create, patch } from '#web/data/writes.ts'
import { equal } from '#web/form/merge.ts'
import { nameProblem } from '#web/form/names.ts'
import { SelectInput } from '#web/form/select-input.tsx'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { inARow } from '#web/ui/name-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { EntryRows } from './entry-rows.tsx'
import {
  changeOf,
  dataProblem,
  emptySecret,
  newSecretCommand,
  readersWords,
  specOf,
  valuesOf,
  type Readers,
  type SecretValues,
} from './secret-form.ts'

interface Props {
  namespace: string
  /** The secret that is changed; undefined where one is made. */
  secret: ProjectSecret | undefined
  onClose: () => void
  onSaved: (name: string) => void
}

/** Others changed the same meanwhile, and the person decides. */
class Overlapped extends Error {}

/**
 * Makes or changes a secret. What is typed is nowhere but here, no draft of it is kept: so it is not closed by a click
 * beside it, and asks before it forgets.
 */
export function SecretDialog({ namespace, secret, onClose, onSaved }: Props): ReactNode {
  const client = useQueryClient()
  // What others write meanwhile does not touch what is typed.
  const [base] = useState(secret)
  const [first] = useState(() => (secret === undefined ? emptySecret : valuesOf(secret)))
  const [values, setValues] = useState(first)
  const [leaving, setLeaving] = useState(false)
  const set = (more: Partial<SecretValues>): void => setValues((now) => ({ ...now, ...more }))
  const saving = useMutation({
    mutationFn: (overrule: boolean) =>
      base === undefined ? make(client, namespace, values) : save(client, base, values, overrule),
    onSuccess: () => onSaved(values.name),
  })
  const isChanged = !equal(first, values)
  const problem = base === undefined ? newNameProblem(values.name) : undefined
  const reason =
    problem ??
    dataProblem(values.entries) ??
    (base !== undefined && !isChanged ? 'Nothing is changed yet.' : undefined)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason === undefined && !saving.isPending) saving.mutate(false)
  }
  const close = (): void => (isChanged ? setLeaving(true) : onClose())
  const title = base === undefined ? 'New secret' : `Edit secret ${base.metadata.name}`
  return (
    <Dialog
      open
      onClose={(_, why) => {
        if (why !== 'backdropClick' || !isChanged) close()
      }}
      fullWidth
      maxWidth="md"
      aria-labelledby="secret-title"
    >
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogTitle id="secret-title">{title}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2.5, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <Problem error={saving.error} onOverrule={() => saving.mutate(true)} />
            <About values={values} secret={base} onChange={set} />
            <ReadersInput values={values} secret={base} onChange={set} />
            <EntryRows entries={values.entries} onChange={(entries) => set({ entries })} />
            <SameCommand values={values} secret={base} namespace={namespace} />
          </Box>
        </DialogContent>
        {leaving ? (
          <DialogActions>
            <Typography role="alert" sx={{ mr: 'auto', pl: 2 }}>
              What you typed is kept nowhere.
            </Typography>
            <Button color="error" onClick={onClose}>
              Discard it
            </Button>
            <Button variant="contained" autoFocus onClick={() => setLeaving(false)}>
              Go on
            </Button>
          </DialogActions>
        ) : (
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <ReasonedButton type="submit" variant="contained" reason={reason} loading={saving.isPending}>
              {base === undefined ? 'Make the secret' : 'Save'}
            </ReasonedButton>
          </DialogActions>
        )}
      </form>
    </Dialog>
  )
}

function newNameProblem(name: string): string | undefined {
  return nameProblem(name, projectSecret.maxNameLength)
}

interface PartProps {
  values: SecretValues
  secret: ProjectSecret | undefined
  onChange: (more: Partial<SecretValues>) => void
}

/** What it is called and for. */
function About({ values, secret, onChange }: PartProps): ReactNode {
  const { name, displayName, description } = values
  const problem = name === '' ? undefined : newNameProblem(name)
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2.5,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      {secret === undefined && (
        <TextField
          autoFocus
          required
          label="Name"
          value={name}
          error={problem !== undefined}
          helperText={problem ?? 'Stands on command lines, and cannot be changed later.'}
          onChange={(event) => onChange({ name: event.target.value })}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } }}
        />
      )}
      <TextField
        label="Display name"
        value={displayName}
        helperText="What people read; the name if this stays empty."
        onChange={(event) => onChange({ displayName: event.target.value })}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
      />
      <TextField
        label="Description"
        value={description}
        multiline
        maxRows={4}
        helperText="What it is for. Do not write a value here."
        onChange={(event) => onChange({ description: event.target.value })}
        slotProps={{ htmlInput: { autoComplete: 'off' } }}
        sx={{ gridColumn: secret === undefined ? '1 / -1' : 'auto' }}
      />
    </Box>
  )
}

/** Whoever has all rights to it gives some to others. */
const rightsToGive = ['update', 'delete', 'use'] as const

function ReadersInput({ values, secret, onChange }: PartProps): ReactNode {
  return secret === undefined ? (
    <ReadersSelect {...{ values, secret, onChange }} reason={undefined} />
  ) : (
    <ReasonedReaders {...{ values, secret, onChange }} />
  )
}

function ReasonedReaders(props: PartProps & { secret: ProjectSecret }): ReactNode {
  const { name, namespace } = props.secret.metadata
  const [verb0, verb1, verb2] = rightsToGive
  const against = [
    useReasonAgainst(verb0, projectSecret, name, namespace),
    useReasonAgainst(verb1, projectSecret, name, namespace),
    useReasonAgainst(verb2, projectSecret, name, namespace),
  ]
  return <ReadersSelect {...props} reason={against.find((reason) => reason !== undefined)} />
}

function ReadersSelect({
  values,
  secret,
  onChange,
  reason,
}: PartProps & { reason: string | undefined }): ReactNode {
  const had = secret === undefined ? 'nobody' : valuesOf(secret).readers
  const offered = (['nobody', 'everybody', 'custom'] as const).filter(
    (one) => (one === 'custom' ? had === 'custom' : true) && (reason === undefined || one === had),
  )
  return (
    <SelectInput
      label="Who may read it"
      value={values.readers}
      options={offered.map((one) => [one, readersWords[one]] as const)}
      onChange={(value) => onChange({ readers: offered.find((one): one is Readers => one === value) ?? had })}
      helperText={reason === undefined ? 'Whoever may read it sees its values.' : reason}
    />
  )
}

function Problem({ error, onOverrule }: { error: Error | null; onOverrule: () => void }): ReactNode {
  if (error === null) return null
  if (!(error instanceof Overlapped))
    return <Alert severity="error">{sentence(asStatusError(error).message)}</Alert>
  return (
    <Alert severity="warning" action={<Button onClick={onOverrule}>Save mine</Button>}>
      {error.message}
    </Alert>
  )
}

function SameCommand({
  values,
  secret,
  namespace,
}: Omit<PartProps, 'onChange'> & { namespace: string }): ReactNode {
  if (dataProblem(values.entries) !== undefined) return null
  return (
    <Box component="details" sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer', mb: 1 } }}>
      <summary>The same on the command line</summary>
      {secret === undefined && (
        <Typography variant="body2" sx={{ mb: 1 }}>
          Each value is read from a file that is called as its key.
        </Typography>
      )}
      <Command>
        {secret === undefined
          ? newSecretCommand(values, namespace)
          : `kubectl edit ${projectSecret.plural}.${projectSecret.group} ${secret.metadata.name} -n ${namespace}`}
      </Command>
    </Box>
  )
}

async function make(client: QueryClient, namespace: string, values: SecretValues): Promise<void> {
  await create(client, projectSecret, { metadata: { name: values.name, namespace }, spec: specOf(values) })
}

/** How often somebody else may come between reading and writing before the person hears of it. */
const attempts = 5

/** Writes what was changed and nothing else. */
async function save(
  client: QueryClient,
  base: ProjectSecret,
  values: SecretValues,
  overrule: boolean,
): Promise<void> {
  const { name, namespace = '' } = base.metadata
  const query = objectOf(projectSecret, name, namespace)
  for (let attempt = 1; ; attempt += 1) {
    const { object: now } = await client.query({ ...query, staleTime: 0 })
    const { spec, overlaps } = changeOf(base.spec, values, now.spec)
    if (overlaps.length > 0 && !overrule)
      throw new Overlapped(`Somebody else changed ${inARow(overlaps)} while you were typing.`)
    if (spec === undefined) return
    try {
      const { resourceVersion } = now.metadata
      await patch(client, projectSecret, name, { metadata: { resourceVersion }, spec }, namespace)
      return
    } catch (error) {
      if (asStatusError(error).reason !== 'Conflict' || attempt === attempts) throw error
    }
  }
}
