import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { project as projectKind } from '#api/kinds/project.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { team as teamKind } from '#api/kinds/team.ts'
import { user as userKind } from '#api/kinds/user.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { listOf } from '#web/data/queries.ts'
import { nameProblem } from '#web/form/names.ts'
import { NamesInput, type Choice } from '#web/form/names-input.tsx'
import { SelectInput } from '#web/form/select-input.tsx'
import { TextInput } from '#web/form/text-input.tsx'
import { useSuggestedName } from '#web/form/use-suggested-name.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, type ReactNode } from 'react'
import { useController, useWatch, type Control, type UseFormReturn } from 'react-hook-form'
import {
  defaultChoices,
  notRequired,
  projectLabels as labels,
  required,
  templateKinds,
  type ProjectValues,
} from './project-form.ts'

const ChoiceInput = lazy(async () => ({
  default: (await import('#web/form/choice-input.tsx')).ChoiceInput<ProjectValues>,
}))

interface Props {
  form: UseFormReturn<ProjectValues>
  /** Whether the project has its name already. */
  named: boolean
  /** Whether the person is a platform admin: what projects share is theirs to say. */
  isAdmin: boolean
}

/** What a project is called, and what its members may use. */
export function ProjectFields({ form, named, isAdmin }: Props): ReactNode {
  const { control } = form
  const suggest = useSuggestedName(form, projectKind.maxNameLength, named)
  return (
    <>
      <TextInput
        control={control}
        name="spec.displayName"
        label={labels['spec.displayName']}
        helperText="What people read in lists; the name if this stays empty."
        autoFocus={!named}
        onEdited={suggest}
      />
      {!named && (
        <TextInput
          control={control}
          name="metadata.name"
          label={labels['metadata.name']}
          required
          helperText="Stands in addresses and in the names of namespaces, and cannot be changed later."
          problem={(name) => nameProblem(name, projectKind.maxNameLength)}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
      )}
      <TextInput
        control={control}
        name="spec.description"
        label={labels['spec.description']}
        helperText="What the project is for."
        multiline
        minRows={2}
        maxRows={8}
      />
      <TemplatesInput form={form} />
      {isAdmin ? (
        <Shared control={control} />
      ) : (
        <Typography color="textSecondary">
          Owner, clusters, and whether a template is needed, are for platform admins to say.
        </Typography>
      )}
    </>
  )
}

function TemplatesInput({ form }: Pick<Props, 'form'>): ReactNode {
  const { control } = form
  const known = {
    VirtualClusterTemplate: useQuery(listOf(virtualClusterTemplate)).data?.items ?? [],
    SpaceTemplate: useQuery(listOf(spaceTemplate)).data?.items ?? [],
  }
  const choices: Choice[] = [
    ...templateKinds.map((kind) => ({ name: `${kind}/*`, label: `Any ${meant[kind]} template` })),
    ...templateKinds.flatMap((kind) =>
      known[kind].map((object) => ({
        name: `${kind}/${object.metadata.name}`,
        label: `${meant[kind].charAt(0).toUpperCase()}${meant[kind].slice(1)}: ${titleOf(object)}`,
      })),
    ),
  ]
  return (
    <>
      <NamesInput
        control={control}
        name="spec.allowedTemplates"
        label={labels['spec.allowedTemplates']}
        choices={choices}
        helperText="What members make spaces and virtual clusters from."
      />
      {templateKinds.map((kind) => (
        <DefaultInput key={kind} form={form} kind={kind} known={known[kind]} />
      ))}
    </>
  )
}

const meant = { VirtualClusterTemplate: 'virtual cluster', SpaceTemplate: 'space' } as const

interface DefaultProps extends Pick<Props, 'form'> {
  kind: (typeof templateKinds)[number]
  known: readonly Parameters<typeof titleOf>[0][]
}

/** Which template the form for something new begins with. */
function DefaultInput({ form, kind, known }: DefaultProps): ReactNode {
  const { field } = useController({ control: form.control, name: `spec.defaults.${kind}` })
  const allowed = useWatch({ control: form.control, name: 'spec.allowedTemplates' })
  const names = defaultChoices(
    kind,
    allowed,
    known.map(({ metadata }) => metadata.name),
  )
  const titles = new Map(known.map((object) => [object.metadata.name, titleOf(object)]))
  return (
    <SelectInput
      label={labels[`spec.defaults.${kind}`]}
      name={field.name}
      value={names.includes(field.value) ? field.value : ''}
      options={[['', 'None'], ...names.map((name) => [name, titles.get(name) ?? name] as const)]}
      onChange={(name) => {
        field.onChange(name)
        // One that is only among any others is named for it.
        const key = `${kind}/${name}`
        if (name !== '' && !allowed.includes(key))
          form.setValue('spec.allowedTemplates', [...allowed, key], { shouldDirty: true })
      }}
      onBlur={field.onBlur}
      inputRef={field.ref}
      helperText={`What the form for a new ${meant[kind]} begins with.`}
    />
  )
}

/** What touches others than the members of the project. */
function Shared({ control }: { control: Control<ProjectValues> }): ReactNode {
  const clusters = useQuery(listOf(clusterKind)).data?.items ?? []
  return (
    <>
      <NamesInput
        control={control}
        name="spec.allowedClusters"
        label={labels['spec.allowedClusters']}
        choices={[
          { name: '*', label: 'Any cluster' },
          ...clusters.map((object) => ({ name: object.metadata.name, label: titleOf(object) })),
        ]}
        helperText="Where its spaces and virtual clusters may run."
      />
      <RequireInput control={control} />
      <OwnerInput control={control} />
    </>
  )
}

function RequireInput({ control }: { control: Control<ProjectValues> }): ReactNode {
  const { field } = useController({ control, name: 'spec.requireTemplate' })
  return (
    <SelectInput
      label={labels['spec.requireTemplate']}
      name={field.name}
      value={field.value}
      options={[
        [required, 'Only admins of the project may do without'],
        [notRequired, 'Every member may do without'],
      ]}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      helperText="Who does without writes everything themselves, such as the values of vcluster."
    />
  )
}

function OwnerInput({ control }: { control: Control<ProjectValues> }): ReactNode {
  const users = useQuery(listOf(userKind)).data?.items ?? []
  const teams = useQuery(listOf(teamKind)).data?.items ?? []
  const choices: Choice[] = [
    { name: '', label: 'Nobody' },
    ...users.map((object) => ({ name: `user:${object.metadata.name}`, label: titleOf(object) })),
    ...teams.map((object) => ({ name: `team:${object.metadata.name}`, label: `Team ${titleOf(object)}` })),
  ]
  return (
    <Suspense fallback={null}>
      <ChoiceInput
        control={control}
        name="spec.owner"
        label={labels['spec.owner']}
        choices={choices}
        helperText="Is admin of the project as such."
      />
    </Suspense>
  )
}
