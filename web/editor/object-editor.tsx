import { OverlapNotice, shortly } from '#web/form/overlap-notice.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { Age } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import type { Changed, Editable } from './save-object.ts'
import { useObjectEdit, type ObjectEdit } from './use-object-edit.ts'
import { YamlEditor } from './yaml-editor.tsx'

export interface ObjectEditorProps {
  /** The API server that the object is on, as its place on the gateway. */
  root: string
  /** Where the object is on the gateway. */
  path: string
  /** The object as it is now. */
  object: Editable
  /** Why the person may not change it; undefined if they may. */
  reason: string | undefined
}

/**
 * An object as YAML. It follows the object until somebody types; what is typed is checked by the server while they
 * pause, and saving merges it with what others changed meanwhile.
 */
export function ObjectEditor(props: ObjectEditorProps): ReactNode {
  const [isRevealed, setRevealed] = useState(false)
  if (props.object.kind !== 'Secret' || isRevealed) return <Opened {...props} />
  return (
    <Section title="YAML">
      <Box sx={{ p: 2, display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2" color="textSecondary">
          The data of this secret is in its YAML, only encoded. Whoever sees the screen can read it.
        </Typography>
        <Button variant="outlined" onClick={() => setRevealed(true)}>
          Show it
        </Button>
      </Box>
    </Section>
  )
}

function Opened({ root, path, object, reason }: ObjectEditorProps): ReactNode {
  const edit = useObjectEdit({ path, object })
  return (
    <Section
      title="YAML"
      aside={edit.isEdited && <Verdict edit={edit} />}
      action={
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {edit.isEdited && <Buttons edit={edit} />}
          <CopyButton text={edit.text} what="the YAML" />
        </Box>
      }
    >
      {edit.restoredFrom !== undefined && edit.isEdited && (
        <Alert severity="info" sx={{ borderRadius: 0 }}>
          What you typed <Age at={new Date(edit.restoredFrom).toISOString()} /> ago was kept and is here
          again.
        </Alert>
      )}
      {reason !== undefined && (
        <Alert severity="info" sx={{ borderRadius: 0 }}>
          {reason}
        </Alert>
      )}
      <div
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
          event.preventDefault()
          if (canSave(edit)) edit.save()
        }}
      >
        <YamlEditor
          label={`YAML of ${object.kind} ${object.metadata.name}`}
          value={edit.text}
          onChange={reason === undefined ? edit.change : undefined}
          root={root}
          refused={edit.refused}
          height="max(240px, calc(100vh - 380px))"
        />
      </div>
      {edit.overlaps.length > 0 && (
        <OverlapNotice
          overlaps={edit.overlaps}
          titleOf={visible}
          onOverrule={edit.overrule}
          onDiscard={edit.discard}
        />
      )}
      {edit.isEdited && <Footer edit={edit} />}
      {edit.saved && (
        <Alert severity="success" role="status" sx={{ borderRadius: 0 }}>
          Saved. What controllers make of it appears here by itself.
        </Alert>
      )}
    </Section>
  )
}

function canSave({ isEdited, problem, verdict, saving }: ObjectEdit): boolean {
  return isEdited && !saving && reasonAgainst({ problem, verdict }) === undefined
}

function reasonAgainst({ problem, verdict }: Pick<ObjectEdit, 'problem' | 'verdict'>): string | undefined {
  if (problem !== undefined) return problem
  return verdict === 'refuses it'
    ? 'The server would refuse this: see what it says below the text.'
    : undefined
}

/** What the server would do with it, which is found out by itself. */
function Verdict({ edit: { verdict } }: { edit: ObjectEdit }): ReactNode {
  return (
    <Typography variant="body2" component="span" role="status">
      {verdict === 'takes it' && <Mark tone="good">The server would take it</Mark>}
      {verdict === 'refuses it' && <Mark tone="bad">The server would refuse it</Mark>}
      {verdict === 'asking' && <Mark tone="unknown">Asking the server…</Mark>}
    </Typography>
  )
}

function Buttons({ edit }: { edit: ObjectEdit }): ReactNode {
  return (
    <>
      <ReasonedButton
        variant="contained"
        reason={reasonAgainst(edit)}
        loading={edit.saving}
        onClick={edit.save}
        title="Ctrl+S"
      >
        Save
      </ReasonedButton>
      <Button onClick={edit.discard}>Discard</Button>
    </>
  )
}

function Footer({ edit }: { edit: ObjectEdit }): ReactNode {
  return (
    <Box
      sx={{
        borderTop: 1,
        borderColor: 'divider',
        p: 1.5,
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'minmax(0, 1fr)',
      }}
    >
      <Changes changes={edit.changes} />
      {edit.isBehind && (
        <Typography variant="body2" color="textSecondary">
          It was changed by somebody else since you began. Saving merges yours with that.
        </Typography>
      )}
    </Box>
  )
}

/** More would push the buttons off the page. */
const mostChanges = 6

function Changes({ changes }: { changes: readonly Changed[] }): ReactNode {
  return (
    <Box
      component="ul"
      aria-label="What changes"
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.25 }}
    >
      {changes.slice(0, mostChanges).map(({ field, before, after }) => (
        <Typography component="li" variant="body2" key={field} sx={{ overflowWrap: 'anywhere' }}>
          <b>{visible(field)}</b>
          {before !== undefined && <> {shortly(before)}</>}
          {before === undefined ? ' added: ' : after === undefined ? ' removed' : ' → '}
          {after !== undefined && shortly(after)}
        </Typography>
      ))}
      {changes.length > mostChanges && (
        <Typography component="li" variant="body2" color="textSecondary">
          and {changes.length - mostChanges} more
        </Typography>
      )}
    </Box>
  )
}
