import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { self } from '#web/data/queries.ts'
import { patchCommand } from '#web/form/commands.ts'
import { FormDialog } from '#web/form/form-dialog.tsx'
import { mergePatch } from '#web/form/merge.ts'
import { saveChanges } from '#web/form/save-changes.ts'
import { usePeople } from '#web/pages/user/use-people.ts'
import { projectUse, usersOf } from '#web/quota/project-quotas.ts'
import { overWords, quotaTitle, type QuotaListRow } from '#web/quota/quota-list.ts'
import { quotaKeyWords } from '#web/quota/quota-words.ts'
import { who } from '#web/shell/who.ts'
import { Command } from '#web/ui/command.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { TextField } from '#web/ui/text-field.tsx'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { limitIn, limitProblem, limitsOf, withLimit, type Limits } from './limits.ts'

type Named = Pick<QuotaListRow, 'key' | 'scope'>

interface Props {
  project: Project
  /** The one that somebody came for. */
  first?: Named
  onClose: () => void
}

const groups = [
  { scope: 'project', field: 'project', title: 'The whole project' },
  { scope: 'each', field: 'user', title: 'Each person and each team' },
] as const

/** Sets how much a project, and each person and team in it, may have; says at once who would have too much. */
export function EditLimits({ project, first, onClose }: Props): ReactNode {
  const client = useQueryClient()
  const { isAdmin } = who(useSuspenseQuery(self).data)
  const [base] = useState(() => limitsOf(project))
  const [values, setValues] = useState(base)
  const { name } = project.metadata
  const saving = useMutation({
    mutationFn: () =>
      saveChanges<typeof projectKind, Limits>(client, {
        kind: projectKind,
        name,
        shown: limitsOf,
        base,
        values,
        // One number stands against another: what was typed last counts, and the present one was shown.
        overrule: true,
      }),
    onSuccess: onClose,
  })
  const change = mergePatch(base, values)
  const { quotas } = values.spec
  const wrong = [...Object.values(quotas.project), ...Object.values(quotas.user)].some(
    (text) => limitProblem(text) !== undefined,
  )
  const reason = wrong
    ? 'One of the limits is no number.'
    : Object.keys(change).length === 0
      ? 'Nothing is changed yet.'
      : undefined
  return (
    <FormDialog
      title={`Limits of ${titleOf(project)}`}
      action="Save limits"
      reason={reason}
      pending={saving.isPending}
      error={saving.error}
      onSubmit={() => saving.mutate()}
      onClose={onClose}
    >
      {groups.map(({ scope, field, title }) => (
        <Box key={scope} component="fieldset" sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}>
          <Typography component="legend" variant="h2" sx={{ mb: 2, p: 0 }}>
            {title}
          </Typography>
          {scope === 'project' && !isAdmin && (
            <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
              What the whole project may have is for platform admins to say: it is shared with others.
            </Typography>
          )}
          <Box sx={fieldsStyle}>
            {Object.keys(quotas[field]).map((key) => (
              <LimitField
                key={key}
                project={project}
                named={{ key, scope }}
                text={limitIn(values, { key, scope })}
                disabled={scope === 'project' && !isAdmin}
                autoFocus={first?.key === key && first.scope === scope}
                onChange={(text) => setValues(withLimit(values, { key, scope }, text))}
              />
            ))}
          </Box>
        </Box>
      ))}
      <Box component="details" sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer', mb: 1 } }}>
        <summary>The same on the command line</summary>
        <Command>{patchCommand(projectKind, { name }, change)}</Command>
      </Box>
    </FormDialog>
  )
}

const fieldsStyle = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
  alignItems: 'start',
} as const

interface FieldProps {
  project: Project
  named: Named
  text: string
  disabled: boolean
  autoFocus: boolean
  onChange: (text: string) => void
}

/** One limit with what is used of it now, and who would be over the one that is typed. */
function LimitField({ project, named, text, disabled, autoFocus, onChange }: FieldProps): ReactNode {
  const people = usePeople()
  const problem = limitProblem(text)
  const over =
    problem === undefined && text !== ''
      ? overWords({ project, ...named }, Number(text), people.titleOf)
      : undefined
  return (
    <TextField
      label={quotaKeyWords(named.key)}
      value={text}
      disabled={disabled}
      autoFocus={autoFocus}
      error={problem !== undefined}
      helperText={problem ?? over ?? presentWords(project, named)}
      onChange={(event) => onChange(event.target.value.trim())}
      slotProps={{
        htmlInput: {
          inputMode: 'numeric',
          autoComplete: 'off',
          // Said beside what is seen as two groups: a screen reader reads one field at a time.
          'aria-label': quotaTitle(named),
        },
        formHelperText: {
          'aria-live': 'polite',
          sx: over === undefined ? {} : { color: 'warning.main', fontWeight: 600 },
        },
      }}
    />
  )
}

/** What there is now: `4 used`, or who has most where each is limited alone. */
function presentWords(project: Project, { key, scope }: Named): string {
  const used = scope === 'project' ? projectUse(project, key).used : (usersOf(project, key)[0]?.used ?? 0)
  const words = scope === 'project' ? `${used} used` : `The most that one has is ${used}`
  return `${used === 0 ? 'None used' : words}. Empty is no limit.`
}
