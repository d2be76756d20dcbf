import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { asStatusError } from '#web/data/client.ts'
import { projectClusters, projectTemplates } from '#web/data/project-parts.ts'
import { objectOf, self } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { create } from '#web/data/writes.ts'
import { applyCommand } from '#web/form/commands.ts'
import { asideStyle, besideStyle } from '#web/form/beside-style.ts'
import { FormShell } from '#web/form/form-shell.tsx'
import { SelectInput } from '#web/form/select-input.tsx'
import { useObjectForm } from '#web/form/use-object-form.ts'
import { spaceSide, virtualClusterSide, type Side } from '#web/pages/instance/sides.ts'
import { roleIn } from '#web/pages/project/roles.ts'
import { exceededWords, withQuotaWords } from '#web/quota/denials.ts'
import { withoutRoom } from '#web/quota/quota-after.ts'
import { who } from '#web/shell/who.ts'
import { versionNames } from '#api/template-versions.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { useMedia } from '#web/ui/use-media.ts'
import { useParam } from '#web/ui/use-param.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useController, useWatch, type Control, type Path } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { AdvancedFields } from './new-instance/advanced-fields.tsx'
import {
  allVariables,
  emptyInstance,
  inOrder,
  labels,
  linesOf,
  manifestWith,
  parametersOf,
  parameterTree,
  preselected,
  withoutPasswords,
  type InstanceValues,
  type Template,
} from './new-instance/instance-form.ts'
import { instanceYaml } from './new-instance/instance-yaml-query.ts'
import { NameFields } from './new-instance/name-fields.tsx'
import { ParameterFields } from './new-instance/parameter-fields.tsx'
import { QuotaPreview } from './new-instance/quota-preview.tsx'
import { TemplateCards } from './new-instance/template-cards.tsx'
import { useQuotaPreview } from './new-instance/use-quota-preview.ts'

// What it shows has to wait for the code that writes YAML, and stands at the end: so it may come by itself.
// Seen where something is missing alone.
const NothingToMakeFrom = lazy(async () => ({
  default: (await import('./new-instance/no-templates.tsx')).NothingToMakeFrom,
}))
const ManifestSide = lazy(async () => ({
  default: (await import('./new-instance/manifest-side.tsx')).ManifestSide,
}))

export function NewVirtualClusterPage(): ReactNode {
  return <NewInstancePage side={virtualClusterSide} />
}

export function NewSpacePage(): ReactNode {
  return <NewInstancePage side={spaceSide} />
}

function NewInstancePage({ side }: { side: Side }): ReactNode {
  const name = useParam('project')
  const { object: project } = useObject(objectOf(projectKind, name))
  const { data } = useSuspenseQuery(projectTemplates(name))
  const { data: places } = useSuspenseQuery(projectClusters(name))
  const me = who(useSuspenseQuery(self).data)
  const forVirtualClusters = side === virtualClusterSide
  const byDefault = forVirtualClusters ? data.defaultVirtualClusterTemplate : data.defaultSpaceTemplate
  const templates = inOrder(
    forVirtualClusters ? data.virtualClusterTemplates : data.spaceTemplates,
    byDefault,
  )
  const admin = me.isAdmin || roleIn(project, me) === 'admin'
  const missing =
    templates.length === 0 ? 'template' : places.clusters.length === 0 ? ('cluster' as const) : undefined
  return (
    <Page
      title={`New ${side.one}`}
      aside={
        <Typography variant="body2" color="textSecondary">
          in project {titleOf(project)}
        </Typography>
      }
    >
      {missing === undefined ? (
        <InstanceForm
          side={side}
          project={project}
          templates={templates}
          byDefault={byDefault}
          admin={admin}
        />
      ) : (
        <Suspense fallback={null}>
          <NothingToMakeFrom
            side={side}
            project={name}
            what={missing}
            may={missing === 'template' ? admin : me.isAdmin}
          />
        </Suspense>
      )}
    </Page>
  )
}

interface FormProps {
  side: Side
  project: Project
  templates: readonly Template[]
  byDefault: string | undefined
  /** Whether the person is an admin of the project. */
  admin: boolean
}

function InstanceForm({ side, project, templates, byDefault, admin }: FormProps): ReactNode {
  const { kind, one } = side
  const { name } = project.metadata
  const me = who(useSuspenseQuery(self).data)
  const client = useQueryClient()
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', kind, undefined, projectNamespace(name))
  const owner = me.user === undefined ? `team:${me.username}` : `user:${me.user}`

  const askedBy = ({ spec: { templateRef } }: InstanceValues, name = templateRef.name) =>
    parametersOf(
      templates.find(({ metadata }) => metadata.name === name),
      name === templateRef.name ? templateRef.version : '',
    )
  const { data: code } = useQuery({ ...instanceYaml, throwOnError: true })
  const manifest = (values: InstanceValues) => code?.manifestOf(side, name, values, askedBy(values))
  const hidden = (values: InstanceValues) => withoutPasswords(values, askedBy(values))
  const yaml = (values: InstanceValues) => code?.yamlOf(code.manifestOf(side, name, values, askedBy(values)))

  const state = useObjectForm<InstanceValues>({
    draft: `${kind.plural}/${name}/new`,
    initial: emptyInstance(owner, preselected(templates, byDefault)),
    fields: [
      ...(Object.keys(labels) as Path<InstanceValues>[]),
      ...allVariables(templates).map((variable) => `spec.parameters.${variable}` as const),
    ],
    // What was typed for other templates may be a password of theirs.
    kept: (values) => ({ ...withoutPasswords(values, askedBy(values), ''), others: {} }),
    save: async (values) => {
      const { manifestOf } = await client.query(instanceYaml)
      try {
        await create(client, kind, manifestOf(side, name, values, askedBy(values)))
      } catch (error) {
        // What the preview said was not true any more.
        void client.invalidateQueries({ queryKey: ['quota-preview'] })
        throw withQuotaWords(asStatusError(error))
      }
    },
    onSaved: ({ metadata }) => void navigate(side.page(name, metadata.name)),
  })
  const { control, formState } = state.form
  const values = useWatch({ control, compute: (all: InstanceValues) => all })
  const parameters = askedBy(values)
  const template = templates.find(({ metadata }) => metadata.name === values.spec.templateRef.name)
  const [written, setWritten] = useState<string>()
  const complete =
    template !== undefined &&
    written === undefined &&
    code?.problemsOf(values, parameters, kind.maxNameLength).length === 0
  const asks = complete && reason === undefined && !state.pending
  const { lines, taken, refusal } = useQuotaPreview(
    side,
    project,
    { owner: values.spec.owner, template: values.spec.templateRef.name },
    asks ? manifest(values) : undefined,
    state.pending,
  )
  const [full] = withoutRoom(lines)
  const isWide = useMedia('(min-width: 1200px)')
  const preview = <QuotaPreview side={side} project={name} me={me.user} lines={lines} refusal={refusal} />
  const inAdvanced = formState.errors.spec?.owner ?? formState.errors.spec?.clusterRef
  return (
    <Box sx={besideStyle}>
      <FormShell
        state={{ ...state, pending: state.pending || (formState.isSubmitting && code === undefined) }}
        action={`Create ${one}`}
        reason={reason}
        blocked={written ?? (full && exceededWords(full))}
        cancel={side.list(name)}
        command={(all) => {
          const text = yaml(hidden(all))
          return text && applyCommand(text)
        }}
        labels={labels}
      >
        <NameFields form={state.form} side={side} taken={taken} />
        <TemplateCards form={state.form} templates={templates} byDefault={byDefault} />
        {template !== undefined && <VersionInput control={control} template={template} />}
        <ParameterFields
          key={`${values.spec.templateRef.name} ${values.spec.templateRef.version}`}
          control={control}
          parameters={parameters}
        />
        <AdvancedFields
          control={control}
          project={project}
          me={me}
          forAnybody={admin}
          open={
            inAdvanced !== undefined || values.spec.owner !== owner || values.spec.clusterRef.cluster !== ''
          }
        />
        {!isWide && preview}
      </FormShell>
      <Box sx={asideStyle}>
        {isWide && preview}
        <Suspense fallback={null}>
          <ManifestSide
            shown={yaml(hidden(values))}
            whole={yaml(values)}
            lines={linesOf(
              manifestWith(side, name, values, parameterTree(parameters, values.spec.parameters)),
            )}
            side={side}
            project={name}
            values={values}
            valuesNow={state.form.getValues}
            textOf={(all) => yaml(hidden(all))}
            parametersOf={({ name: of, version }) =>
              parametersOf(
                templates.find(({ metadata }) => metadata.name === of),
                version,
              )
            }
            onRead={({ metadata, spec, rest }) => {
              const { setValue } = state.form
              setValue('metadata', metadata, { shouldDirty: true })
              setValue('spec', spec, { shouldDirty: true })
              setValue('rest', rest, { shouldDirty: true })
            }}
            onProblem={setWritten}
          />
        </Suspense>
      </Box>
    </Box>
  )
}

function VersionInput({ control, template }: { control: Control<InstanceValues>; template: Template }) {
  const { field, fieldState } = useController({ control, name: 'spec.templateRef.version' })
  const versions = versionNames(template.spec)
  if (versions.length < 2) return null
  return (
    <SelectInput
      label={labels['spec.templateRef.version'] ?? ''}
      name={field.name}
      value={field.value}
      options={[
        ['', `Latest (now ${versions[0]})`],
        ...versions.map((version) => [version, version] as const),
      ]}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={fieldState.error !== undefined}
      helperText={fieldState.error?.message ?? 'Of the template. Latest follows newer ones.'}
    />
  )
}
