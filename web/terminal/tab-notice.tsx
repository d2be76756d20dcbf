import { download } from '#web/connect/download.ts'
import { asStatusError, request } from '#web/data/client.ts'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reopenTab, shellName, type Tab, type TabState } from './dock.ts'
import type { ShellTarget } from './open.ts'

/** What there is to say and to do of a terminal that is not open. */
export function TabNotice({ tab }: { tab: Tab }): ReactNode {
  const { id, state, what } = tab
  if (state.is === 'open' || state.is === 'connecting') return null
  if (state.is === 'lost') {
    return (
      <Alert severity="warning" sx={noticeStyle}>
        The connection was lost. The session waits on the server for 15 minutes; trying again…
      </Alert>
    )
  }
  if (state.is === 'impossible') {
    return 'shell' in what && <Impossible state={state} target={what.shell} onAgain={() => reopenTab(id)} />
  }
  const again = (
    <Button color="inherit" onClick={() => reopenTab(id)}>
      Open again
    </Button>
  )
  return (
    <Alert
      severity={state.is === 'ended' && state.code !== 0 ? 'warning' : 'info'}
      action={again}
      sx={noticeStyle}
    >
      {endWords(state)}
    </Alert>
  )
}

function endWords(state: TabState): string {
  if (state.is !== 'ended')
    return 'This session ended with the page: a shell in a container lives no longer than that.'
  if (state.code !== undefined) return `The shell ended with exit code ${state.code}.`
  return visible(state.told)
}

interface ImpossibleProps {
  state: Extract<TabState, { is: 'impossible' }>
  target: ShellTarget
  onAgain: () => void
}

/** Where the server cannot run a shell, it says what is missing; the same is had with a kubectl of one's own. */
function Impossible({ state, target, onAgain }: ImpossibleProps): ReactNode {
  const fileName = `${shellName(target).replace('kubectl · ', '')}.yaml`
  const saving = useMutation({
    mutationFn: () =>
      request<{ kubeConfig: string }>('POST', '/auth/kubeconfig', { body: kubeconfigFor(target) }),
    onSuccess: ({ kubeConfig }) => download(kubeConfig, fileName),
  })
  return (
    <Box sx={{ overflow: 'auto', p: 1, pr: 2, flex: 1 }}>
      <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 640, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography variant="h3" component="h2">
          A kubectl shell is not possible on this server
        </Typography>
        <Typography variant="body2">{visible(state.told)}</Typography>
        {state.install !== undefined && (
          <>
            <Typography variant="body2">Whoever runs the server can install what is missing:</Typography>
            <Command what="the command that installs it">{state.install}</Command>
          </>
        )}
        <Typography variant="body2">
          With a kubectl of your own you have the same, with your own rights:
        </Typography>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button variant="contained" loading={saving.isPending} onClick={() => saving.mutate()}>
            Download kubeconfig
          </Button>
          <Button variant="outlined" onClick={onAgain}>
            Try again
          </Button>
        </Box>
        {saving.error !== null && (
          <Alert severity="error">{sentence(asStatusError(saving.error).message)}</Alert>
        )}
        <Command what="the first command">{`export KUBECONFIG=~/Downloads/${fileName}`}</Command>
        <Command what="the second command">
          {target.kind === 'management' ? 'kubectl get projects' : 'kubectl get pods'}
        </Command>
      </Box>
    </Box>
  )
}

function kubeconfigFor(target: ShellTarget): Record<string, string> {
  switch (target.kind) {
    case 'management':
      return {}
    case 'cluster':
      return { cluster: target.cluster }
    case 'space':
      return { project: target.project, space: target.name }
    default:
      return { project: target.project, virtualCluster: target.name }
  }
}

const noticeStyle = { flex: 'none', mr: 1, mb: 0.5 } as const
