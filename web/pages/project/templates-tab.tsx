import { project as projectKind } from '#api/kinds/project.ts'
import { projectTemplates } from '#web/data/project-parts.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { templateSides, versionWords, type AnyTemplate } from '#web/pages/templates/template-sides.ts'
import { paths } from '#web/paths.ts'
import { LinkList, LinkRow } from '#web/ui/link-list.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

/** What the project allows its members to make things from, and which is taken where none is named. */
export function TemplatesTab(): ReactNode {
  const name = useParam('project')
  const { object } = useObject(objectOf(projectKind, name))
  const { data } = useSuspenseQuery(projectTemplates(name))
  const isRequired = object.spec.requireTemplate?.disabled !== true
  return (
    <Box sx={{ display: 'grid', gap: 3, pb: 3, maxWidth: 860, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography color="textSecondary">
        {isRequired
          ? 'Members make spaces and virtual clusters from these; only admins of the project may do without.'
          : 'Members make spaces and virtual clusters from these, or write everything themselves.'}
      </Typography>
      {templateSides.map(({ path, One }) => {
        const [templates, byDefault]: [readonly AnyTemplate[], string | undefined] =
          path === 'space'
            ? [data.spaceTemplates, data.defaultSpaceTemplate]
            : [data.virtualClusterTemplates, data.defaultVirtualClusterTemplate]
        return (
          <Section key={path} title={`${One} templates`} count={templates.length}>
            <LinkList
              items={templates}
              none={`The project allows none, so that no ${One.toLowerCase()} can be made from one.`}
              renderRow={(template) => (
                <LinkRow
                  key={template.metadata.name}
                  to={paths.template(path, template.metadata.name)}
                  title={titleOf(template)}
                  about={visible(template.spec.description ?? '')}
                >
                  <Typography variant="body2" color="textSecondary" sx={{ flex: 'none' }}>
                    {[template.metadata.name === byDefault ? 'Default' : '', versionWords(template)]
                      .filter(Boolean)
                      .join(' · ')}
                  </Typography>
                </LinkRow>
              )}
            />
          </Section>
        )
      })}
    </Box>
  )
}
