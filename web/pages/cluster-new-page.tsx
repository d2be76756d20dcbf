import { connectChecks, connectPrefix, type ConnectAnswer, type ConnectCheck } from '#api/connect.ts'
import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { checking, useReasonAgainst } from '#web/data/access.ts'
import { asStatusError, request } from '#web/data/client.ts'
import { nameProblem, suggestName } from '#web/form/names.ts'
import { paths } from '#web/paths.ts'
import { mono } from '#web/theme/theme.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { ToneIcon } from '#web/ui/tone.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'

/** Connects a cluster by its kubeconfig, which is checked first; no draft of it is kept, for it is a credential. */
export function ClusterNewPage(): ReactNode {
  const against = useReasonAgainst('create', clusterKind)
  const navigate = useNavigate()
  const [displayName, setDisplayName] = useState('')
  const [ownName, setOwnName] = useState<string>()
  const [kubeconfig, setKubeconfig] = useState('')
  const name = ownName ?? suggestName(displayName, clusterKind.maxNameLength)
  const sending = useMutation({
    mutationFn: (keep: boolean) =>
      request<ConnectAnswer>('POST', `${connectPrefix}/${encodeURIComponent(name)}`, {
        body: { kubeconfig, displayName, keep },
        patient: false,
      }),
    onSuccess: ({ connected }) => {
      if (connected) void navigate(paths.cluster(name))
    },
    gcTime: 0,
  })
  const problem = nameProblem(name, clusterKind.maxNameLength)
  const missing =
    kubeconfig.trim() === '' ? 'Paste the kubeconfig of the cluster, or drop its file.' : problem
  const change = (set: () => void): void => {
    set()
    // What was found is of another kubeconfig then.
    sending.reset()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if ((against ?? missing) === undefined && !sending.isPending) sending.mutate(true)
  }
  return (
    <Page title="Connect a cluster">
      <Box component="form" noValidate onSubmit={submit} sx={formStyle}>
        {against !== undefined && against !== checking && <Alert severity="info">{against}</Alert>}
        <Typography color="textSecondary">
          Spaces and virtual clusters can be put on it then. Its kubeconfig is checked first; what is needed
          of it is kept encrypted on the server, and never shown again.
        </Typography>
        <TextField
          label="Display name"
          autoFocus
          value={displayName}
          onChange={(event) => change(() => setDisplayName(event.target.value))}
          slotProps={{ htmlInput: { maxLength: 253, autoComplete: 'off' } }}
        />
        <TextField
          label="Name"
          required
          value={name}
          error={name !== '' && problem !== undefined}
          helperText={
            name !== '' && problem !== undefined
              ? problem
              : 'Stands in addresses and on the command line, and cannot be changed later.'
          }
          onChange={(event) => change(() => setOwnName(event.target.value))}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } }}
        />
        <KubeconfigField value={kubeconfig} onChange={(text) => change(() => setKubeconfig(text))} />
        {sending.error !== null && (
          <Alert severity="error">{sentence(asStatusError(sending.error).message)}</Alert>
        )}
        {sending.data !== undefined && <Checks checks={sending.data.checks} />}
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <ReasonedButton
            type="submit"
            variant="contained"
            reason={against ?? missing}
            loading={sending.isPending && sending.variables}
          >
            Connect cluster
          </ReasonedButton>
          <ReasonedButton
            variant="outlined"
            reason={against ?? missing}
            loading={sending.isPending && !sending.variables}
            onClick={() => sending.mutate(false)}
          >
            Check only
          </ReasonedButton>
          <Button component={Link} to={paths.clusters()}>
            Cancel
          </Button>
        </Box>
      </Box>
    </Page>
  )
}

const formStyle = {
  display: 'grid',
  gap: 2.5,
  maxWidth: 640,
  gridTemplateColumns: 'minmax(0, 1fr)',
} as const

interface FieldProps {
  value: string
  onChange: (text: string) => void
}

/** A large file is none: a kubeconfig has some kilobytes. */
const mostBytes = 60_000

function KubeconfigField({ value, onChange }: FieldProps): ReactNode {
  const [refused, setRefused] = useState<string>()
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setRefused(file.size > mostBytes ? `${file.name} is too large to be a kubeconfig.` : undefined)
    if (file.size <= mostBytes) onChange(await file.text())
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  return (
    <Box onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <TextField
        label="Kubeconfig"
        required
        multiline
        minRows={6}
        maxRows={14}
        fullWidth
        value={value}
        error={refused !== undefined}
        helperText={
          refused ?? 'With a token of cluster-admin for its current context. A file can be dropped here, too.'
        }
        onChange={(event) => onChange(event.target.value)}
        slotProps={{
          htmlInput: {
            autoComplete: 'off',
            spellCheck: false,
            autoCapitalize: 'none',
            style: { fontFamily: mono, fontSize: '0.8125rem' },
          },
        }}
      />
      <Button component="label" variant="outlined" sx={{ mt: 1 }}>
        Choose a file
        <input
          type="file"
          hidden
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </Button>
    </Box>
  )
}

const titles: Readonly<Record<ConnectCheck['check'], string>> = {
  name: 'Name is free',
  kubeconfig: 'Kubeconfig can be used',
  address: 'Address may be dialled',
  reachable: 'API server answers',
  version: 'Version is new enough',
  rights: 'Token may do everything',
  new: 'Not connected yet',
}

/** Each check with what was found; those that were not made say so. */
function Checks({ checks }: { checks: readonly ConnectCheck[] }): ReactNode {
  const made = new Map(checks.map((check) => [check.check, check]))
  const all = checks.every(({ passed }) => passed)
  return (
    <Section
      title="Checks"
      aside={<span role="status">{all ? 'All passed' : 'It cannot be connected so'}</span>}
    >
      <Box
        component="ol"
        aria-label="Checks"
        sx={{ m: 0, px: 2, py: 1.5, listStyle: 'none', display: 'grid', gap: 1 }}
      >
        {connectChecks.map((name) => {
          const check = made.get(name)
          const tone = check === undefined ? 'unknown' : check.passed ? 'good' : 'bad'
          const state = check === undefined ? 'Not checked' : check.passed ? 'Passed' : 'Failed'
          return (
            <Box component="li" key={name} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
              <Box sx={{ pt: 0.25, display: 'flex' }}>
                <ToneIcon tone={tone} />
              </Box>
              <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                <Box component="span" sx={{ fontWeight: tone === 'bad' ? 600 : 500 }}>
                  {state}: {titles[name]}
                </Box>
                {check !== undefined && (
                  <Typography variant="body2" color="textSecondary">
                    {sentence(check.message)}
                  </Typography>
                )}
              </Box>
            </Box>
          )
        })}
      </Box>
    </Section>
  )
}
