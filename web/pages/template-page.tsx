import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { managementPrefix, objectPath } from '#api/paths.ts'
import { chooseVersion, versionNames } from '#api/template-versions.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { useObject, useObjects } from '#web/data/use-data.ts'
import { ObjectYaml } from '#web/editor/object-yaml.tsx'
import { getCommand } from '#web/form/commands.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { spaceSide, virtualClusterSide, type Instance } from '#web/pages/instance/sides.ts'
import { OwnerLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { paths } from '#web/paths.ts'
import { Command } from '#web/ui/command.tsx'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { Gone, goneWords } from '#web/ui/gone.tsx'
import { LinkList, LinkRow } from '#web/ui/link-list.tsx'
import { nameBeside, titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { Page } from '#web/ui/page.tsx'
import { Section } from '#web/ui/section.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { ParametersTable } from './templates/parameters-table.tsx'
import {
  allowing,
  templateSides,
  usersOf,
  type AnyTemplate,
  type Definition,
  type TemplateSide,
} from './templates/template-sides.ts'

const Rendered = lazy(async () => ({ default: (await import('./templates/rendered.tsx')).Rendered }))

/** A template of either kind; an address that names another kind is one that leads nowhere. */
export function TemplatePage(): ReactNode {
  const path = useParam('kind')
  const side = templateSides.find((each) => each.path === path) ?? templateSides[0]
  return side === undefined ? null : <Shown key={path} side={side} />
}

function Shown({ side }: { side: TemplateSide }): ReactNode {
  const name = useParam('name')
  const { object, gone } = useObject<AnyTemplate, readonly unknown[]>(objectOf(side.kind, name) as never)
  const [params] = useSearchParams()
  const version = params.get('version') ?? ''
  const choice = chooseVersion<Definition>(object.spec, version)
  const { description = '' } = object.spec
  return (
    <Page
      title={titleOf(object)}
      aside={
        <Typography variant="body2" color="textSecondary">
          {[nameBeside(object), `${side.One} template`].filter(Boolean).join(' · ')}
        </Typography>
      }
    >
      <Gone what="template" gone={gone} leaving={object.metadata.deletionTimestamp} />
      {description !== '' && (
        <Typography sx={{ maxWidth: 720, whiteSpace: 'pre-line' }}>{visible(description)}</Typography>
      )}
      <Box sx={columnsStyle}>
        <Box sx={stack}>
          <Versions template={object} side={side} shown={'version' in choice ? choice.version : undefined} />
          {'problem' in choice ? (
            <Alert severity="warning">There is no such version here: {visible(choice.problem)}.</Alert>
          ) : (
            <>
              <Section title="Parameters" count={choice.parameters.length}>
                <ParametersTable parameters={choice.parameters} />
              </Section>
              <Suspense fallback={null}>
                <Rendered
                  key={choice.version}
                  parameters={choice.parameters}
                  definition={choice.template ?? {}}
                  side={side}
                />
              </Suspense>
            </>
          )}
          <Whole template={object} side={side} gone={gone} />
        </Box>
        <Box sx={stack}>
          <About template={object} side={side} gone={gone} />
          <UsedBy name={name} side={side} />
        </Box>
      </Box>
    </Page>
  )
}

const stack = { display: 'grid', gap: 3, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' } as const
const columnsStyle = {
  display: 'grid',
  gap: 3,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
} as const

interface Props {
  template: AnyTemplate
  side: TemplateSide
  gone: boolean
}

function Versions({
  template,
  side,
  shown,
}: Pick<Props, 'template' | 'side'> & { shown: string | undefined }): ReactNode {
  const versions = versionNames(template.spec)
  if (versions.length === 0) return null
  return (
    <Section title="Versions" count={versions.length}>
      <Box
        component="ul"
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, px: 2, py: 1.5, listStyle: 'none' }}
      >
        {versions.map((version, index) => (
          <li key={version}>
            <Button
              component={Link}
              to={paths.template(side.path, template.metadata.name, index === 0 ? undefined : version)}
              variant={version === shown ? 'contained' : 'outlined'}
              aria-current={version === shown ? 'true' : undefined}
            >
              {visible(version)}
              {index === 0 && ' (newest)'}
            </Button>
          </li>
        ))}
      </Box>
    </Section>
  )
}

function About({ template, side, gone }: Props): ReactNode {
  const people = usePeople()
  const projects = useObjects(listOf(projectKind))
  const { name } = template.metadata
  const allowed = allowing(side.kind.kind, name, projects)
  return (
    <Section title="About">
      <Facts>
        <Fact name="Name">{name}</Fact>
        <Fact name="Makes">{side.One === 'Space' ? 'Spaces' : 'Virtual clusters'}</Fact>
        <Fact name="Owner">
          <OwnerLink people={people} owner={template.spec.owner} none="Nobody" />
        </Fact>
        <Fact name="Allowed in">
          {allowed.length === 0 ? 'No project that you see' : allowed.map(titleOf).join(', ')}
        </Fact>
        {!gone && (
          <Fact name="On the command line">
            <Command>{getCommand(side.kind, { name })}</Command>
          </Fact>
        )}
      </Facts>
    </Section>
  )
}

function UsedBy({ name, side }: { name: string; side: TemplateSide }): ReactNode {
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const people = usePeople()
  const [of, instances]: [typeof spaceSide, readonly Instance[]] =
    side.path === 'space' ? [spaceSide, spaces] : [virtualClusterSide, virtualClusters]
  const used = usersOf(name, instances)
  return (
    <Section title="Used by" count={used.length}>
      <LinkList
        items={used}
        none={`No ${of.one} that you may see is made from it.`}
        renderRow={(instance) => (
          <LinkRow
            key={`${instance.metadata.namespace}/${instance.metadata.name}`}
            to={of.page(projectOf(instance), instance.metadata.name)}
            title={titleOf(instance)}
            about={
              <>
                {visible(instance.spec.templateRef?.version || 'newest')} in {visible(projectOf(instance))},
                of <OwnerLink people={people} owner={instance.spec.owner} />
              </>
            }
          >
            <PhaseMark phase={phaseOf(instance)} />
          </LinkRow>
        )}
      />
    </Section>
  )
}

/** The whole object, for whoever wants to read or change it; its editor is large and comes when it is asked for. */
function Whole({ template, side, gone }: Props): ReactNode {
  const [open, setOpen] = useState(false)
  const { name } = template.metadata
  const against = useReasonAgainst('update', side.kind, name)
  const path = managementPrefix + objectPath(side.kind, name)
  return (
    <Section
      title="YAML"
      action={
        <Button variant="outlined" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </Button>
      }
    >
      {open ? (
        <Box sx={{ p: 1 }}>
          <ObjectYaml
            root={managementPrefix}
            path={path}
            object={template}
            reason={gone ? goneWords('template', template) : against}
          />
        </Box>
      ) : (
        <Typography color="textSecondary" sx={{ px: 2, py: 1.5 }}>
          The template as Kubernetes has it, with all its versions.
        </Typography>
      )}
    </Section>
  )
}
