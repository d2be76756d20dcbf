import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useDeferredValue, useMemo, type ReactNode } from 'react'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import { kindOf, readManifest } from './manifest.ts'
import { problemsOf, type Problem } from './problems.ts'
import { problemsRefused, type Refused } from './refused.ts'
import { useSchemas } from './schemas-query.ts'
import { YamlText } from './yaml-text.tsx'

export interface YamlEditorProps {
  /** What the text is, for whoever only hears it. */
  label: string
  value: string
  /** Left out where the text can only be read. */
  onChange?: ((text: string) => void) | undefined
  /** The API server that is to take it, as its place on the gateway; it describes its kinds. */
  root: string
  /** What the server refused of this text. */
  refused?: readonly Refused[]
  /** How high it may become before it scrolls, as a CSS length. */
  height?: string
}

/** A text of YAML that is checked while it is typed: by what its API server says of its kinds, and by the server. */
export function YamlEditor(props: YamlEditorProps): ReactNode {
  const { label, value, onChange, root, refused = noRefusal, height = '60vh' } = props
  const settled = useDeferredValue(value)
  const manifest = useMemo(() => readManifest(settled), [settled])
  const versions = manifest.documents.flatMap((document) => kindOf(document)?.apiVersion ?? [])
  const schemas = useSchemas(root, versions)
  const problems = useMemo(
    () => withRefused(problemsOf(manifest, schemas), problemsRefused(manifest, refused)),
    [manifest, schemas, refused],
  )
  return (
    <div>
      <YamlText
        label={label}
        value={value}
        {...(onChange === undefined ? {} : { onChange })}
        schemas={schemas}
        problems={problems}
        height={height}
      />
      {onChange !== undefined && <Below problems={problems} text={settled} />}
    </div>
  )
}

const noRefusal: readonly Refused[] = []

/** What was found here and what the server said, but not twice of the same place. */
function withRefused(found: readonly Problem[], refused: readonly Problem[]): Problem[] {
  return [...found, ...refused.filter(({ from }) => !found.some((one) => one.from === from))]
}

/** The most that are listed: what is wrong first makes much else wrong. */
const mostListed = 4

function Below({ problems, text }: { problems: readonly Problem[]; text: string }): ReactNode {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  return (
    <Box
      sx={{
        borderTop: 1,
        borderColor: 'divider',
        px: 1.5,
        py: 0.75,
        display: 'grid',
        gap: 0.5,
        gridTemplateColumns: 'minmax(0, 1fr)',
      }}
    >
      <Box role="status" sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {problems.slice(0, mostListed).map(({ from, message, severity }, index) => (
          // Two problems may be word for word the same.
          <Typography variant="body2" key={`${index} ${from}`}>
            <Mark tone={severity === 'error' ? 'bad' : 'warn'}>Line {lineOf(from)}</Mark> {visible(message)}
          </Typography>
        ))}
        {problems.length > mostListed && (
          <Typography variant="body2" color="textSecondary">
            and {problems.length - mostListed} more
          </Typography>
        )}
      </Box>
      <Typography variant="caption" color="textSecondary">
        Ctrl+Space completes, Esc and then Tab leaves the editor.
      </Typography>
    </Box>
  )
}
