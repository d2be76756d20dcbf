import type { Project } from '#api/kinds/project.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { listOf } from '#web/data/queries.ts'
import { projectClusters } from '#web/data/project-parts.ts'
import { ChoiceInput } from '#web/form/choice-input.tsx'
import type { Choice } from '#web/form/names-input.tsx'
import { SelectInput } from '#web/form/select-input.tsx'
import type { Who } from '#web/shell/who.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useController, type Control } from 'react-hook-form'
import { labels, type InstanceValues } from './instance-form.ts'

interface Props {
  control: Control<InstanceValues>
  project: Project
  me: Who
  /** Whether anybody may be the owner. */
  forAnybody: boolean
}

/** The fields of what few change. */
export function OwnerAndCluster({ control, project, me, forAnybody }: Props): ReactNode {
  return (
    <Box sx={{ display: 'grid', gap: 2, pt: 1.5 }}>
      {forAnybody ? (
        <AnyOwner control={control} me={me} />
      ) : (
        <OwnerInput control={control} choices={ownChoices(me)} />
      )}
      <ClusterInput control={control} project={project} />
    </Box>
  )
}

function AnyOwner({ control, me }: { control: Control<InstanceValues>; me: Who }): ReactNode {
  const { data: users } = useQuery(listOf(userKind))
  const { data: teams } = useQuery(listOf(teamKind))
  const own = ownChoices(me)
  const known = new Set(own.map(({ name }) => name))
  const others = [
    ...(users?.items ?? [])
      .filter(({ spec }) => spec.disabled !== true)
      .map((object) => ({
        name: `user:${object.metadata.name}`,
        label: withName(titleOf(object), object.metadata.name),
      })),
    ...(teams?.items ?? []).map((object) => ({
      name: `team:${object.metadata.name}`,
      label: `Team ${withName(titleOf(object), object.metadata.name)}`,
    })),
  ]
  return <OwnerInput control={control} choices={[...own, ...others.filter(({ name }) => !known.has(name))]} />
}

function OwnerInput({ control, choices }: { control: Control<InstanceValues>; choices: readonly Choice[] }) {
  return (
    <ChoiceInput
      control={control}
      name="spec.owner"
      label={labels['spec.owner'] ?? ''}
      choices={choices}
      helperText="Whoever owns it may do everything with it, and it counts for their quota."
    />
  )
}

/** Oneself, and one's teams. */
function ownChoices(me: Who): Choice[] {
  const own = me.user === undefined ? [] : [{ name: `user:${me.user}`, label: `${me.displayName} (you)` }]
  const teams = me.teamNames.map((name, at) => ({
    name: `team:${name}`,
    label: `Team ${withName(me.teams[at] ?? name, name)}`,
  }))
  return [...own, ...teams]
}

function withName(title: string, name: string): string {
  return title === name ? name : `${title} (${name})`
}

function ClusterInput({ control, project }: { control: Control<InstanceValues>; project: Project }) {
  const { field, fieldState } = useController({ control, name: 'spec.clusterRef.cluster' })
  const { data } = useQuery(projectClusters(project.metadata.name))
  const allowed = new Set((project.spec.allowedClusters ?? []).map(({ name }) => name))
  const usable = (data?.clusters ?? []).filter(
    ({ metadata, spec }) => spec.unusable !== true && (allowed.has('*') || allowed.has(metadata.name)),
  )
  const options = usable.map((object) => {
    const { name } = object.metadata
    return [name, withName(titleOf(object), name)] as const
  })
  const gone = field.value === '' || options.some(([name]) => name === field.value)
  return (
    <SelectInput
      label={labels['spec.clusterRef.cluster'] ?? ''}
      name={field.name}
      value={field.value}
      options={[
        ['', 'Automatic: the one with most room'],
        ...options,
        ...(gone ? [] : [[field.value, field.value] as const]),
      ]}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={fieldState.error !== undefined}
      helperText={fieldState.error?.message ?? 'Where it runs; it stays there.'}
    />
  )
}
