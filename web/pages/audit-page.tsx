import { auditPaths, type AuditItem, type AuditPage as Entered } from '#api/audit.ts'
import { self } from '#web/data/queries.ts'
import { who } from '#web/shell/who.ts'
import { NotForYou } from '#web/ui/not-for-you.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { Page } from '#web/ui/page.tsx'
import { Time } from '#web/ui/time.tsx'
import DownloadIcon from '@mui/icons-material/DownloadOutlined'
import AuditIcon from '@mui/icons-material/FactCheckOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { AuditFilterFields } from './audit/audit-filters.tsx'
import { filtersIn, newestEntries, queryOf, readPage, type AuditFilters } from './audit/audit-query.ts'
import { AuditTable } from './audit/audit-table.tsx'
import { useNewer } from './audit/use-newer.ts'

const EntryPanel = lazy(async () => ({ default: (await import('./audit/entry-panel.tsx')).EntryPanel }))

/** Who did what, when, from where, and what came of it. */
export function AuditPage(): ReactNode {
  const { isAdmin } = who(useSuspenseQuery(self).data)
  return isAdmin ? (
    <Audit />
  ) : (
    <Page title="Audit">
      <NotForYou what="The audit">
        It says who did what in all projects, and is for platform admins. Ask one of them what you want to
        know.
      </NotForYou>
    </Page>
  )
}

/** Whoever looks for nothing yet. */
const none = ''

function Audit(): ReactNode {
  const [params, setParams] = useSearchParams()
  const filters = filtersIn(params)
  const onChange = useCallback(
    (name: keyof AuditFilters | 'entry', value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === none) next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: name !== 'entry' },
      ),
    [setParams],
  )
  const download = `${auditPaths.lines}?${queryOf(filters, downloadedAt())}`
  return (
    <Page
      title="Audit"
      height="fill"
      actions={
        <Button variant="outlined" startIcon={<DownloadIcon />} href={download} download="audit.jsonl">
          Download
        </Button>
      }
    >
      <Typography color="textSecondary" sx={{ flex: 'none', maxWidth: 860 }}>
        Every change and every stream is written here before it happens. This is the file of the server that
        answers you; where several run, each has its own.
      </Typography>
      <AuditFilterFields filters={filters} onChange={onChange} />
      <Entries
        key={JSON.stringify(filters)}
        filters={filters}
        params={params}
        onEntry={(entry) => onChange('entry', entry)}
      />
    </Page>
  )
}

/** To the hour, so that the address of the download is not another one at every drawing. */
function downloadedAt(): number {
  return Math.floor(Date.now() / 3600_000) * 3600_000
}

interface EntriesProps {
  filters: AuditFilters
  params: URLSearchParams
  onEntry: (entry: string) => void
}

function Entries({ filters, params, onEntry }: EntriesProps): ReactNode {
  const newest = useSuspenseQuery(newestEntries(filters))
  // What is older follows the newest of one reading; after the next one it is asked for anew.
  const [older, setOlder] = useState<{ of: number; pages: Entered[] }>({ of: 0, pages: [] })
  const pages = [newest.data, ...(older.of === newest.dataUpdatedAt ? older.pages : [])]
  const { next, reached } = pages.at(-1) ?? newest.data
  const reading = useMutation({
    mutationFn: () => readPage(filters, next),
    onSuccess: (page) => setOlder({ of: newest.dataUpdatedAt, pages: [...pages.slice(1), page] }),
  })
  const items = pages.flatMap((page) => page.items)
  const newer = useNewer(newest.dataUpdatedAt)
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
            <Nothing
              icon={<AuditIcon />}
              title="Nothing was written that fits"
              actions={next !== undefined && showOlder}
            >
              {next !== undefined ? (
                <>
                  Searched back to <Time at={reached ?? ''} />.
                </>
              ) : (
                'The whole file of this server was searched. What is only read writes no entry.'
              )}
            </Nothing>
          ) : (
            <>
              <AuditTable items={items} opened={opened} href={href} />
              {next !== undefined && <Box sx={{ p: 1.5, textAlign: 'center' }}>{showOlder}</Box>}
            </>
          )}
        </Paper>
        {opened !== undefined && (
          <Suspense fallback={null}>
            <EntryPanel
              key={opened}
              item={items.find(({ offset }) => String(offset) === opened)}
              onClose={() => onEntry(none)}
            />
          </Suspense>
        )}
      </Box>
    </>
  )
}
