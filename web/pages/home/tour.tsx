import { usePreference } from '#web/data/preferences.ts'
import { setOver } from '#web/shell/over.ts'
import { openShell } from '#web/terminal/open.ts'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'

interface Step {
  title: string
  text: string
  /** What to try it with. */
  act: string
}

/** The first three steps. */
const steps: readonly Step[] = [
  {
    title: 'Make something of your own',
    text: 'A virtual cluster is a Kubernetes API for you alone. It takes a template and a name, and you see beforehand what is left of the quota.',
    act: 'See what you can make',
  },
  {
    title: 'Work in it',
    text: 'Its page gives you a kubeconfig, and a shell with kubectl in the foot of the window. Ctrl+` shows and hides the terminals.',
    act: 'Open a shell',
  },
  {
    title: 'Go anywhere by a few letters',
    text: 'Ctrl+K, or ⌘ K, finds every place, object and action that is yours, and any pod wherever it runs. The key ? shows the other keys.',
    act: 'Try the search',
  },
]

/**
 * The first steps, for whoever has nothing yet or asks for them: a part of the page that covers nothing. `where` is the
 * place at which they can make something.
 */
export function Tour({ isNew, where }: { isNew: boolean; where: string }): ReactNode {
  const [params, setParams] = useSearchParams()
  const { value, known, set } = usePreference('tour')
  const [at, setAt] = useState(0)
  const asked = params.has('tour')
  const step = steps[at]
  if (step === undefined || !(asked || (isNew && known && value !== 'done'))) return null
  const end = (): void => {
    set('done')
    setAt(0)
    if (asked) setParams({}, { replace: true })
  }
  const last = at === steps.length - 1
  return (
    <Section title="First steps">
      <Box role="group" aria-label={`Step ${at + 1} of ${steps.length}`} sx={{ px: 2, py: 1.5 }}>
        <Typography variant="caption" color="textSecondary">
          {at + 1} of {steps.length}
        </Typography>
        <Box aria-live="polite">
          <Typography sx={{ fontWeight: 600 }}>{step.title}</Typography>
          <Typography color="textSecondary" sx={{ mb: 1 }}>
            {step.text}
          </Typography>
        </Box>
        {at === 0 ? (
          <Button variant="outlined" component={Link} to={where}>
            {step.act}
          </Button>
        ) : (
          <Button
            variant="outlined"
            onClick={() => (last ? setOver('palette') : openShell({ target: { kind: 'management' } }))}
          >
            {step.act}
          </Button>
        )}
        <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
          {at > 0 && <Button onClick={() => setAt(at - 1)}>Back</Button>}
          {!last && <Button onClick={() => setAt(at + 1)}>Next step</Button>}
          <Button onClick={end} sx={{ ml: 'auto' }}>
            {last ? 'Done' : 'Not again'}
          </Button>
        </Box>
      </Box>
    </Section>
  )
}
