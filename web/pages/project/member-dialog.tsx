import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { asStatusError } from '#web/data/client.ts'
import { listOf } from '#web/data/queries.ts'
import { updateObject } from '#web/data/update-object.ts'
import { bestFirst } from '#web/form/best-first.ts'
import { patchCommand } from '#web/form/commands.ts'
import { SelectInput } from '#web/form/select-input.tsx'
import { Command } from '#web/ui/command.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import Alert from '@mui/material/Alert'
import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { consequences, withMember, type MemberName } from './member-change.ts'
import { roleMeanings, roleWords, type Role } from './roles.ts'

export interface MemberChange {
  what: 'add' | 'change' | 'remove' | 'leave'
  /** Whom it is about; undefined while they are to be chosen. */
  who?: MemberName
  title?: string
  role?: Role
}

interface Props {
  project: Project
  asked: MemberChange
  onClose: () => void
  onDone: () => void
}

const roles = (['viewer', 'user', 'admin'] as const).map((role) => [role, roleWords[role]] as const)

/** Makes somebody a member, gives them another role, or ends it; and says before what they gain and lose. */
export function MemberDialog({ project, asked, onClose, onDone }: Props): ReactNode {
  const client = useQueryClient()
  const { what } = asked
  const [who, setWho] = useState(asked.who)
  const [role, setRole] = useState<Role>(asked.role ?? 'user')
  const after = what === 'remove' || what === 'leave' ? undefined : role
  const { name } = project.metadata
  const saving = useMutation({
    mutationFn: async (chosen: MemberName) =>
      updateObject(client, projectKind, name, ({ spec }) => ({
        spec: { members: withMember(spec.members, chosen, after) },
      })),
    onSuccess: onDone,
  })
  const reason = who === undefined ? 'Choose who it is.' : reasonNot(what, asked, role)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (who !== undefined && reason === undefined && !saving.isPending) saving.mutate(who)
  }
  const { title, action } = words[what]
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="member-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="member-title">{title(asked.title ?? '', titleOf(project))}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2.5, pt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {saving.error !== null && (
              <Alert severity="error">{sentence(asStatusError(saving.error).message)}</Alert>
            )}
            {what === 'add' && <WhoInput project={project} onPick={setWho} />}
            {(what === 'add' || what === 'change') && (
              <SelectInput
                label="Role"
                value={role}
                options={roles}
                onChange={(value) => setRole(roles.find(([known]) => known === value)?.[0] ?? 'viewer')}
                helperText={`Who has it ${roleMeanings[role]}`}
              />
            )}
            {who !== undefined && <Preview project={project} who={who} role={after} />}
            {who !== undefined && (
              <Box
                component="details"
                sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer', mb: 1 } }}
              >
                <summary>The same on the command line</summary>
                <Command>
                  {patchCommand(
                    projectKind,
                    { name },
                    { spec: { members: withMember(project.spec.members, who, after) } },
                  )}
                </Command>
              </Box>
            )}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <ReasonedButton
            type="submit"
            variant="contained"
            color={after === undefined ? 'error' : 'primary'}
            reason={reason}
            loading={saving.isPending}
          >
            {action}
          </ReasonedButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function reasonNot(what: MemberChange['what'], asked: MemberChange, role: Role): string | undefined {
  return what === 'change' && asked.role === role ? 'They have this role already.' : undefined
}

const words: Readonly<
  Record<MemberChange['what'], { title: (who: string, project: string) => string; action: string }>
> = {
  add: { title: (_, project) => `Add a member to ${project}`, action: 'Add member' },
  change: { title: (who, project) => `Role of ${who} in ${project}`, action: 'Change role' },
  leave: { title: (_, project) => `Leave ${project}`, action: 'Leave project' },
  remove: { title: (who, project) => `Remove ${who} from ${project}`, action: 'Remove member' },
}

/** Everybody who is not named in the project yet, people and teams. */
function WhoInput({ project, onPick }: { project: Project; onPick: (who: MemberName | undefined) => void }) {
  const { data: users } = useQuery(listOf(userKind))
  const { data: teams } = useQuery(listOf(teamKind))
  const named = new Set((project.spec.members ?? []).map(({ kind, name }) => `${kind}/${name}`))
  const choices = new Map(
    [
      ...(users?.items ?? [])
        .filter(({ spec }) => spec.disabled !== true)
        .map((object) => choiceOf('User', object.metadata.name, labelOf(object))),
      ...(teams?.items ?? []).map((object) =>
        choiceOf('Team', object.metadata.name, `Team ${labelOf(object)}`),
      ),
    ].filter(([id]) => !named.has(id)),
  )
  const labelFor = (id: string): string => choices.get(id)?.label ?? id
  return (
    <Autocomplete
      autoHighlight
      openOnFocus
      options={[...choices.keys()]}
      getOptionLabel={labelFor}
      filterOptions={(all, { inputValue }) => bestFirst(all, inputValue, (id) => [labelFor(id), id])}
      onChange={(_, picked) => onPick(picked === null ? undefined : choices.get(picked)?.who)}
      noOptionsText="Nobody you may see matches"
      renderInput={(input) => (
        <TextField {...input} autoFocus label="Person or team" helperText="By display name or name." />
      )}
    />
  )
}

interface Choice {
  who: MemberName
  label: string
}

function choiceOf(kind: MemberName['kind'], name: string, label: string): [string, Choice] {
  return [`${kind}/${name}`, { who: { kind, name }, label }]
}

function labelOf(object: Parameters<typeof titleOf>[0]): string {
  const title = titleOf(object)
  const { name } = object.metadata
  return title === name ? name : `${title} (${name})`
}

interface PreviewProps {
  project: Project
  who: MemberName
  role: Role | undefined
}

/** What the change makes of what they may do, from their role as it counts now. */
function Preview({ project, who, role }: PreviewProps): ReactNode {
  const namespace = projectNamespace(project.metadata.name)
  const spaces = useQuery(listOf(spaceInstance, namespace)).data?.items ?? []
  const virtualClusters = useQuery(listOf(virtualClusterInstance, namespace)).data?.items ?? []
  const teams = useQuery(listOf(teamKind)).data?.items ?? []
  const all = [...spaces, ...virtualClusters]
  const isTheirs = ({ spec }: (typeof all)[number]): boolean =>
    (who.kind === 'Team' ? spec.owner?.team : spec.owner?.user) === who.name
  const { before, after, gains, losses, note } = consequences({
    project,
    who,
    role,
    teamNames: teams.flatMap(({ metadata, spec }) =>
      spec.users?.includes(who.name) === true ? [metadata.name] : [],
    ),
    all: all.length,
    own: all.filter(isTheirs).length,
  })
  const named = (each: Role | undefined): string => (each === undefined ? 'No role' : roleWords[each])
  return (
    <Box
      role="group"
      aria-label="What changes"
      aria-live="polite"
      sx={{ px: 2, py: 1.5, border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Typography sx={{ fontWeight: 600 }}>
        {before === after ? `${named(before)}, as before` : `${named(before)} → ${named(after)}`}
      </Typography>
      <Lines title="They gain" lines={gains} />
      <Lines title="They lose" lines={losses} />
      {gains.length + losses.length === 0 && (
        <Typography color="textSecondary">Nothing changes of what they may do.</Typography>
      )}
      {note !== undefined && <Typography color="textSecondary">{note}</Typography>}
    </Box>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null
  return (
    <Box sx={{ mt: 0.5 }}>
      {title}:
      <Box component="ul" sx={{ m: 0, pl: 3 }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
    </Box>
  )
}
