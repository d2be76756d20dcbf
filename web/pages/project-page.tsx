import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { useObject, useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { Gone } from '#web/ui/gone.tsx'
import { LinkTabs } from '#web/ui/link-tabs.tsx'
import { nameBeside, titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Outlet, useLocation } from 'react-router'

/** A project with its parts; the part that is shown stands in the address. */
export function ProjectPage(): ReactNode {
  const name = useParam('project')
  const { object, gone } = useObject(objectOf(projectKind, name))
  const virtualClusters = useObjects(listOf(virtualClusterInstance, projectNamespace(name)))
  const spaces = useObjects(listOf(spaceInstance, projectNamespace(name)))
  const { pathname } = useLocation()
  const mayChange = useReasonAgainst('patch', projectKind, name) === undefined
  const title = titleOf(object)
  const leaving = object.metadata.deletionTimestamp
  const problems = problemsOf(object)
  const { description = '' } = object.spec
  return (
    <Page
      title={title}
      aside={
        nameBeside(object) !== undefined && (
          <Typography variant="body2" color="textSecondary">
            {nameBeside(object)}
          </Typography>
        )
      }
      height="fill"
    >
      <Gone what="project" gone={gone} leaving={leaving} waits={problems[0]} />
      {!gone && leaving === undefined && problems.length > 0 && (
        <Alert severity="warning">
          {problems.map((problem) => (
            <div key={problem}>{sentence(problem)}</div>
          ))}
        </Alert>
      )}
      {description !== '' && (
        <Typography
          color="textSecondary"
          sx={{ mt: -1, flex: 'none', maxWidth: 720, whiteSpace: 'pre-line' }}
        >
          {visible(description)}
        </Typography>
      )}
      <LinkTabs
        label={`Project ${title}`}
        tabs={[
          { label: 'Virtual clusters', to: paths.virtualClusters(name), count: virtualClusters.length },
          { label: 'Spaces', to: paths.spaces(name), count: spaces.length },
          { label: 'Members', to: paths.members(name) },
          { label: 'Quotas', to: paths.quotas(name) },
          { label: 'Templates', to: paths.projectTemplates(name) },
          { label: 'Secrets', to: paths.secrets(name) },
          { label: 'Activity', to: paths.activity(name) },
          ...(mayChange ? [{ label: 'Settings', to: paths.settings(name) }] : []),
        ]}
      />
      <PageBoundary key={pathname} fallback={<PageSkeleton inside />}>
        <Outlet />
      </PageBoundary>
    </Page>
  )
}

/** What keeps the project from being as it should, in the words of its conditions. */
function problemsOf({ status }: Project): string[] {
  const held = (status?.conditions ?? []).filter((condition) => condition.status === 'False')
  return [...new Set(held.map(({ reason = '', message = '' }) => (message === '' ? reason : message)))]
}
