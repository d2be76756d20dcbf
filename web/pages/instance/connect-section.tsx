import { download } from '#web/connect/download.ts'
import { asStatusError } from '#web/data/client.ts'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { issueKubeconfig, kubeconfigName } from './issue-kubeconfig.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  /** Why nobody can work in it, or this person cannot. */
  reason: string | undefined
}

/** The way in with kubectl: a kubeconfig is made when it is asked for, because each is a key. */
export function ConnectSection({ side, instance, reason }: Props): ReactNode {
  const fileName = kubeconfigName(instance)
  const issue = () => issueKubeconfig(side.kind, instance)
  const saving = useMutation({
    mutationFn: issue,
    onSuccess: ({ kubeConfig }) => download(kubeConfig, fileName),
  })
  const copying = useMutation({
    mutationFn: async () => navigator.clipboard.writeText((await issue()).kubeConfig),
  })
  const error = saving.error ?? copying.error
  return (
    <Section title="Work in it">
      <Box sx={{ display: 'grid', gap: 1.5, px: 2, py: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <ReasonedButton
            variant="contained"
            reason={reason}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            Download kubeconfig
          </ReasonedButton>
          <ReasonedButton
            variant="outlined"
            reason={reason}
            loading={copying.isPending}
            onClick={() => copying.mutate()}
          >
            {copying.isSuccess ? 'Copied' : 'Copy it'}
          </ReasonedButton>
        </Box>
        {error !== null && <Alert severity="error">{sentence(asStatusError(error).message)}</Alert>}
        <Typography variant="body2" color="textSecondary" role="status">
          {reason ??
            (saving.isSuccess
              ? `Saved as ${fileName}. It acts as you in this ${side.one}, for 24 hours.`
              : `It acts as you in this ${side.one}, for 24 hours. Keep it like a password.`)}
        </Typography>
        <Command what="the first command">{`export KUBECONFIG=~/Downloads/${fileName}`}</Command>
        <Command what="the second command">{side.firstCommand}</Command>
      </Box>
    </Section>
  )
}
