import { cluster } from '#api/kinds/cluster.ts'
import { ownedAccessKey, type OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { collectionPath, managementPrefix } from '#api/paths.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import { apiVersionOf, type ObjectMeta } from '#kube/types.ts'
import { asStatusError, request } from '#web/data/client.ts'
import { listOf } from '#web/data/queries.ts'
import { createCommand } from '#web/form/commands.ts'
import { SelectInput } from '#web/form/select-input.tsx'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { scopeOf, scopeWords, type KeyTarget, type ScopeChoice } from './key-scope.ts'
import { NewKey } from './new-key.tsx'

/** Seconds by words; 0 is for ever. */
const lifetimes = [
  [String(30 * 24 * 3600), '30 days'],
  [String(90 * 24 * 3600), '90 days'],
  [String(365 * 24 * 3600), 'A year'],
  ['0', 'For ever'],
] as const

const choices = Object.entries(scopeWords)

/** Makes a key of one's own and shows it, this once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }): ReactNode {
  const [displayName, setDisplayName] = useState('')
  const [ttl, setTtl] = useState<string>(lifetimes[1][0])
  const [choice, setChoice] = useState<ScopeChoice>('everything')
  const [picked, setPicked] = useState('')
  const targets = useTargets(choice)
  const target = targets?.some(([name]) => name === picked) === true ? picked : (targets?.[0]?.[0] ?? '')
  const wanted: KeyTarget = { choice, target }
  const spec = specOf(displayName, ttl, wanted)
  // Asked past the cache: the key itself is in this answer, and must be nowhere else.
  const making = useMutation({
    mutationFn: () =>
      request<OwnedAccessKey>('POST', managementPrefix + collectionPath(ownedAccessKey), {
        body: { apiVersion: apiVersionOf(ownedAccessKey), kind: ownedAccessKey.kind, metadata: {}, spec },
      }),
    gcTime: 0,
  })
  const { data } = making
  if (data !== undefined) return <NewKey accessKey={data} target={wanted} onClose={onClose} />
  const reason =
    displayName.trim() === ''
      ? 'Say what the key is for.'
      : targets !== undefined && target === ''
        ? 'There is nothing that the key could open.'
        : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason === undefined && !making.isPending) making.mutate()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="new-key-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="new-key-title">New access key</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2.5, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {making.error !== null && (
              <Alert severity="error">{sentence(asStatusError(making.error).message)}</Alert>
            )}
            <TextField
              autoFocus
              required
              label="Name"
              value={displayName}
              onChange={(event) => setDisplayName(event.target.value)}
              helperText="What it is for, so that you know it when you revoke it."
              slotProps={{ htmlInput: { maxLength: 253, autoComplete: 'off' } }}
            />
            <SelectInput
              label="Good for"
              value={ttl}
              options={lifetimes}
              onChange={setTtl}
              helperText={ttl === '0' ? 'A key that never ends has to be remembered.' : undefined}
            />
            <SelectInput
              label="Opens"
              value={choice}
              options={choices}
              onChange={(value) => {
                setChoice(choices.find(([known]) => known === value)?.[0] as ScopeChoice)
                setPicked('')
              }}
              helperText="Never more than you may yourself."
            />
            {targets !== undefined && (
              <SelectInput
                label="Which one"
                value={target}
                options={targets}
                onChange={setPicked}
                helperText={targets.length === 0 ? 'You see none.' : undefined}
              />
            )}
            <Box
              component="details"
              sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer', mb: 1 } }}
            >
              <summary>The same on the command line</summary>
              <Command>{createCommand(ownedAccessKey, { metadata: { generateName: 'key-' }, spec })}</Command>
            </Box>
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <ReasonedButton type="submit" variant="contained" reason={reason} loading={making.isPending}>
            Make the key
          </ReasonedButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function specOf(displayName: string, ttl: string, target: KeyTarget) {
  const scope = scopeOf(target)
  const seconds = Number(ttl)
  return {
    displayName: displayName.trim(),
    type: 'User',
    ...(seconds === 0 ? {} : { ttl: seconds }),
    ...(scope === undefined ? {} : { scope }),
  }
}

/** What a key of this sort can open, by names; undefined where there is nothing to choose. */
function useTargets(choice: ScopeChoice): [value: string, words: string][] | undefined {
  const projects = useQuery({ ...listOf(project), enabled: choice === 'project' })
  const spaces = useQuery({ ...listOf(spaceInstance), enabled: choice === 'space' })
  const virtualClusters = useQuery({
    ...listOf(virtualClusterInstance),
    enabled: choice === 'virtualCluster',
  })
  const clusters = useQuery({ ...listOf(cluster), enabled: choice === 'cluster' })
  switch (choice) {
    case 'project':
      return named(projects.data?.items)
    case 'space':
      return named(spaces.data?.items)
    case 'virtualCluster':
      return named(virtualClusters.data?.items)
    case 'cluster':
      return named(clusters.data?.items)
    default:
      return undefined
  }
}

interface Titled {
  metadata: ObjectMeta
  spec: { displayName?: string | undefined }
}

function named(objects: readonly Titled[] = []): [string, string][] {
  return objects
    .map((object): [string, string] => {
      const { name, namespace } = object.metadata
      const within = projectOfNamespace(namespace)
      return within === undefined
        ? [name, titleOf(object)]
        : [`${within}/${name}`, `${titleOf(object)} (${within}/${name})`]
    })
    .toSorted(([, one], [, other]) => one.localeCompare(other))
}
