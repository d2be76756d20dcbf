import { project as projectKind } from '#api/kinds/project.ts'
import { insideList } from '#web/data/inside.ts'
import { rightToRead, type Place } from '#web/data/inside-rights.ts'
import { objectOf } from '#web/data/queries.ts'
import { useInside } from '#web/data/use-inside.ts'
import { lookInto } from '#web/pages/inside/look.ts'
import { namespaceQuotas, type NamespaceQuota } from '#web/pages/inside/quotas.ts'
import { countedRows } from '#web/quota/project-quotas.ts'
import { QuotaBar } from '#web/quota/quota-bar.tsx'
import { headroomWords, quotaKeyWords, usedWords } from '#web/quota/quota-words.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useShown, type Shown } from './shown.ts'

/** What it uses of what it may use, where it runs and in its project. */
export function UsageSection(): ReactNode {
  const shown = useShown()
  const { one } = shown.side
  const look = lookInto(shown, one === 'space' ? 'inside' : 'host')
  return (
    <Section title="Usage">
      <Box sx={{ display: 'grid', gap: 2.5, px: 2, py: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {'place' in look ? (
          <PageBoundary
            key={look.place.root}
            fallback={<Quiet>Asking for the quota of its namespace…</Quiet>}
          >
            <OfNamespace place={look.place} shown={shown} />
          </PageBoundary>
        ) : (
          <Quiet>
            {look.nothing === 'over'
              ? 'What it used is free again when its namespace is gone.'
              : 'What it uses is counted once its namespace is there.'}
          </Quiet>
        )}
        <OfProject shown={shown} />
      </Box>
    </Section>
  )
}

function OfNamespace({ place, shown }: { place: Place; shown: Shown }): ReactNode {
  const { data: allowed } = useSuspenseQuery(rightToRead(place, namespaceQuotas))
  if (allowed) return <Quotas place={place} shown={shown} />
  return (
    <Quiet>
      {shown.side.one === 'space'
        ? 'Your role in this space does not let you see its quota.'
        : 'What limits it on its host, only its admins see.'}
    </Quiet>
  )
}

function Quotas({ place, shown }: { place: Place; shown: Shown }): ReactNode {
  const quotas = useInside(insideList(place, namespaceQuotas))
  const { one } = shown.side
  if (quotas === undefined) return <Quiet>Asking for the quota of its namespace…</Quiet>
  if (quotas.items.length === 0) {
    return <Quiet>No quota limits what runs in this {one}: it takes what its cluster has.</Quiet>
  }
  const title = one === 'space' ? 'Of its namespace' : 'Of its namespace on the host'
  return quotas.items.map((quota) => (
    <Amounts
      key={quota.metadata.name}
      title={quotas.items.length === 1 ? title : `${title}: ${quota.metadata.name}`}
      quota={quota}
    />
  ))
}

function Amounts({ title, quota }: { title: string; quota: NamespaceQuota }): ReactNode {
  return (
    <Group title={title}>
      {quota.rows.map(({ key, name, words, used, limit }) => (
        <Line key={key} name={name} title={key} words={words} bar={<QuotaBar used={used} limit={limit} />} />
      ))}
    </Group>
  )
}

/** The limits of the project that count this one. */
function OfProject({ shown: { side, instance, project } }: { shown: Shown }): ReactNode {
  const { data } = useQuery(objectOf(projectKind, project))
  if (data === undefined) return null
  const rows = countedRows(data.object, side.kind.plural, instance.spec.templateRef?.name)
  const limited = rows.some(({ limit }) => limit !== undefined)
  return (
    <Group title={`Of project ${project}`}>
      {limited ? (
        rows.map(({ key, ...use }) => (
          <Line
            key={key}
            name={quotaKeyWords(key)}
            title={key}
            words={`${usedWords(use)}, ${headroomWords(use)}`}
            bar={<QuotaBar {...use} />}
          />
        ))
      ) : (
        <Quiet>
          No quota of the project limits how many {side.many} there are; it has {rows[0]?.used ?? 0}.
        </Quiet>
      )}
    </Group>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 0.75 }}>
        {title}
      </Typography>
      <Box sx={lines}>{children}</Box>
    </div>
  )
}

interface LineProps {
  name: string
  /** As Kubernetes calls it. */
  title: string
  words: string
  bar: ReactNode
}

function Line({ name, title, words, bar }: LineProps): ReactNode {
  return (
    <div>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, mb: 0.5, flexWrap: 'wrap' }}>
        <span title={title}>{name}</span>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {words}
        </Box>
      </Box>
      {bar}
    </div>
  )
}

function Quiet({ children }: { children: ReactNode }): ReactNode {
  return <Typography color="textSecondary">{children}</Typography>
}

/** Two columns where there is room for two. */
const lines = {
  display: 'grid',
  columnGap: 4,
  rowGap: 1.25,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))',
} as const
