import { projectNamespace } from '#api/project-namespace.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { objectEditor } from '#web/editor/begin.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { useDeleting } from '#web/form/use-deleting.ts'
import { Gone, goneWords } from '#web/ui/gone.tsx'
import { LinkTabs, type LinkTab } from '#web/ui/link-tabs.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Page } from '#web/ui/page.tsx'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { useState, type ReactNode } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { useHostRight } from './inside/use-host-right.ts'
import { InstanceDialog, type Asked } from './instance/instance-dialog.tsx'
import { reasonNotReady } from './instance/instance-words.ts'
import { openInstanceShell } from './instance/open-instance-shell.ts'
import type { Shown } from './instance/shown.ts'
import { spaceSide, virtualClusterSide, type Side } from './instance/sides.ts'

export function VirtualClusterPage(): ReactNode {
  return <InstancePage side={virtualClusterSide} />
}

export function SpacePage(): ReactNode {
  return <InstancePage side={spaceSide} />
}

/** A space or a virtual cluster with its parts; the part that is shown stands in the address. */
function InstancePage({ side }: { side: Side }): ReactNode {
  const project = useParam('project')
  const name = useParam('name')
  const namespace = projectNamespace(project)
  const { object, gone } = useObject(objectOf(side.kind, name, namespace))
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [asked, setAsked] = useState<Asked>()
  const againstUse = useReasonAgainst('use', side.kind, name, namespace)
  const againstDelete = useReasonAgainst('delete', side.kind, name, namespace)
  const deleting = useDeleting(side.kind, object.metadata)
  const shown: Shown = { side, instance: object, project, gone, deleting, againstUse }
  const seesHost = useHostRight(shown)
  const phase = phaseOf(object)
  const deleted = gone ? goneWords(side.one, object) : undefined
  const leaving = phase === 'Deleting' ? `This ${side.one} is being deleted already.` : undefined
  return (
    <Page
      title={titleOf(object)}
      aside={!gone && <PhaseMark phase={phase} />}
      height="fill"
      actions={
        <>
          <ReasonedButton
            variant="contained"
            reason={deleted ?? againstUse ?? reasonNotReady(object, side)}
            onClick={() => setAsked({ what: 'connect', instance: object })}
          >
            Connect
          </ReasonedButton>
          <ReasonedButton
            variant="outlined"
            reason={deleted ?? againstUse ?? reasonNotReady(object, side)}
            onClick={() => openInstanceShell(side, object)}
          >
            Shell
          </ReasonedButton>
          <ReasonedButton
            variant="outlined"
            color="error"
            reason={deleted ?? leaving ?? againstDelete}
            onClick={() => setAsked({ what: 'delete', instance: object })}
          >
            Delete
          </ReasonedButton>
        </>
      }
    >
      {/* Whoever has it deleted knows where it is going, and is led away. */}
      {gone && asked?.what !== 'delete' && (
        <Gone what={side.one} gone leaving={object.metadata.deletionTimestamp} />
      )}
      <LinkTabs label={`${side.One} ${titleOf(object)}`} tabs={tabsOf(side, { project, name, seesHost })} />
      <PageBoundary key={pathname} fallback={<PageSkeleton inside />}>
        <Outlet context={shown} />
      </PageBoundary>
      <InstanceDialog
        side={side}
        asked={asked}
        onClose={() => setAsked(undefined)}
        onDeleted={() => void navigate(side.list(project))}
      />
    </Page>
  )
}

interface Addressed {
  project: string
  name: string
  /** Who may not look there is not led there. */
  seesHost: boolean
}

function tabsOf({ page, yaml, parts }: Side, { project, name, seesHost }: Addressed): LinkTab[] {
  const { pods, events, resources, hostPods, hostEvents } = parts
  const tabs: LinkTab[] = [
    { label: 'Overview', to: page(project, name), end: true },
    { label: 'Pods', to: pods(project, name) },
    { label: 'Events', to: events(project, name) },
    { label: 'Resources', to: resources(project, name) },
  ]
  if (seesHost && hostPods !== undefined && hostEvents !== undefined) {
    tabs.push(
      { label: 'Host pods', to: hostPods(project, name), end: true },
      { label: 'Host events', to: hostEvents(project, name) },
    )
  }
  tabs.push({ label: 'YAML', to: yaml(project, name), prepare: beginYaml })
  return tabs
}

function beginYaml(): void {
  objectEditor.begin()
  import('./instance/yaml-tab.tsx').catch(() => undefined)
}
