import { auditPaths, type AuditItem, type AuditPage } from '#api/audit.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { changed, useAddress } from '#web/ui/use-address.ts'
import { Time } from '#web/ui/time.tsx'
import DownloadIcon from '@mui/icons-material/DownloadOutlined'
import AuditIcon from '@mui/icons-material/FactCheckOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { AuditFilterFields } from './audit-filters.tsx'
import { filtersIn, newestEntries, queryOf, readPage, type AuditFilters } from './audit-query.ts'
import { AuditTable } from './audit-table.tsx'
import { useNewer } from './use-newer.ts'
import { useResults } from './use-results.ts'

const EntryPanel = lazy(async () => ({ default: (await import('./entry-panel.tsx')).EntryPanel }))

/** Whoever looks for nothing yet. */
const none = ''

/** What was written down, of everything or of one project, with what is looked for in the address. */
export function AuditLog({ project }: { project?: string }): ReactNode {
  const [params, change] = useAddress()
  const filters = { ...filtersIn(params), ...(project === undefined ? {} : { project }) }
  const onChange = useCallback(
    (name: keyof AuditFilters | 'entry', value: string) =>
      change((before) => changed(before, { [name]: value }), name === 'entry' ? 'push' : undefined),
    [change],
  )
  return (
    <>
      <AuditFilterFields filters={filters} onChange={onChange} inProject={project !== undefined} />
      <Entries
        key={JSON.stringify(filters)}
        filters={filters}
        project={project}
        params={params}
        onEntry={(entry) => onChange('entry', entry)}
      />
    </>
  )
}

/** To the hour, so that the address of the download is not another one at every drawing. */
function downloadedAt(): number {
  return Math.floor(Date.now() / 3600_000) * 3600_000
}

interface EntriesProps {
  filters: AuditFilters
  project: string | undefined
  params: URLSearchParams
  onEntry: (entry: string) => void
}

function Entries({ filters, project, params, onEntry }: EntriesProps): ReactNode {
  const newest = useSuspenseQuery(newestEntries(filters))
  // What is older follows the newest of one reading; after the next one it is asked for anew.
  const [older, setOlder] = useState<{ of: number; pages: AuditPage[] }>({ of: 0, pages: [] })
  const first = useResults(newest.data, newest.dataUpdatedAt, filters)
  const pages = [first, ...(older.of === newest.dataUpdatedAt ? older.pages : [])]
  const { next, reached } = pages.at(-1) ?? newest.data
  const reading = useMutation({
    mutationFn: () => readPage(filters, next),
    onSuccess: (page) => setOlder({ of: newest.dataUpdatedAt, pages: [...pages.slice(1), page] }),
  })
  const items = pages.flatMap((page) => page.items)
  const newer = useNewer({ newest: newest.data, readAt: newest.dataUpdatedAt, filters, project })
  const opened = params.get('entry') ?? undefined
  const href = (item: AuditItem): string => {
    const next = new URLSearchParams(params)
    next.set('entry', String(item.offset))
    return `?${next}`
  }
  const showOlder = (
    <Button variant="outlined" loading={reading.isPending} onClick={() => reading.mutate()}>
      {reading.isError ? 'That did not work. Try again' : 'Show older'}
    </Button>
  )
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flex: 'none', minHeight: 32 }}>
        <Typography variant="body2" color="textSecondary" role="status">
          {items.length} {items.length === 1 ? 'entry' : 'entries'}
          {next !== undefined && ', and older ones'}
        </Typography>
        {newer > 0 && (
          <Button variant="outlined" loading={newest.isRefetching} onClick={() => void newest.refetch()}>
            {newer} newer {newer === 1 ? 'entry' : 'entries'}
          </Button>
        )}
        <Button
          startIcon={<DownloadIcon />}
          href={`${auditPaths.lines}?${queryOf(filters, downloadedAt())}`}
          download={`${project ?? 'audit'}.jsonl`}
          sx={{ ml: 'auto' }}
        >
          Download
        </Button>
      </Box>
      <Box sx={{ display: 'flex', gap: 2, flex: 1, minHeight: 0 }}>
        <Paper
          variant="outlined"
          sx={{ flex: 1, minWidth: 0, overflow: 'auto' }}
          tabIndex={0}
          role="group"
          aria-label="Entries"
        >
          {items.length === 0 ? (
            <NoEntries
              isNarrowed={Object.keys(filters).some((name) => name !== 'project')}
              project={project}
              reached={next === undefined ? undefined : reached}
              showOlder={showOlder}
            />
          ) : (
            <>
              <AuditTable items={items} opened={opened} href={href} project={project} />
              {next !== undefined && <Box sx={{ p: 1.5, textAlign: 'center' }}>{showOlder}</Box>}
            </>
          )}
        </Paper>
        {opened !== undefined && (
          <Suspense fallback={null}>
            <EntryPanel
              key={opened}
              item={items.find(({ offset }) => String(offset) === opened)}
              project={project}
              onClose={() => onEntry(none)}
            />
          </Suspense>
        )}
      </Box>
    </>
  )
}

interface NothingProps {
  isNarrowed: boolean
  project: string | undefined
  /** How far back was searched; undefined where there is no more. */
  reached: string | undefined
  showOlder: ReactNode
}

function NoEntries({ isNarrowed, project, reached, showOlder }: NothingProps): ReactNode {
  if (reached !== undefined) {
    return (
      <Nothing icon={<AuditIcon />} title="Nothing was written that fits" actions={showOlder}>
        Searched back to <Time at={reached} />.
      </Nothing>
    )
  }
  if (project !== undefined && !isNarrowed) {
    return (
      <Nothing icon={<AuditIcon />} title="Nothing was changed in this project yet">
        Whoever changes something in it, or opens a shell or a log, is written here before it happens.
      </Nothing>
    )
  }
  return (
    <Nothing icon={<AuditIcon />} title="Nothing was written that fits">
      {project === undefined
        ? 'The whole file of this server was searched. What is only read writes no entry.'
        : 'All that is known of this project was searched. What is only read writes no entry.'}
    </Nothing>
  )
}
