import type { AuditItem } from '#api/audit.ts'
import { SidePanel } from '#web/pages/inside/side-panel.tsx'
import { PersonLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { Time } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { deedOf, outcomeOf, pageOf, personOf, placeOf } from './entry-text.ts'

interface Props {
  /** Undefined where the address names one that is not among those shown. */
  item: AuditItem | undefined
  project?: string | undefined
  onClose: () => void
}

/** All of one entry, as it is in words and as it is in the file. */
export function EntryPanel({ item, project, onClose }: Props): ReactNode {
  const people = usePeople()
  if (item === undefined) {
    return (
      <SidePanel title="Entry" onClose={onClose}>
        <Alert severity="info">This entry is not among those that are shown: show older ones.</Alert>
      </SidePanel>
    )
  }
  const page = pageOf(item)
  const { tone, words } = outcomeOf(item)
  const { offset: _, ...raw } = item
  const record = JSON.stringify(raw, undefined, 2)
  return (
    <SidePanel title={deedOf(item)} onClose={onClose}>
      <Box sx={{ mx: -2 }}>
        <Facts>
          <Fact name="Result">
            <Mark tone={tone}>{words}</Mark>
          </Fact>
          <Fact name="Who">
            <PersonLink people={people} kind="User" name={personOf(item)} />
          </Fact>
          <Fact name="Where">
            {page === undefined ? (
              placeOf(item, project)
            ) : (
              <Link component={RouterLink} to={page} underline="always">
                {placeOf(item, project)}
              </Link>
            )}
          </Fact>
          <Fact name="When">
            <Time at={item.time} />
          </Fact>
          {item.ended !== undefined && (
            <Fact name="Took">{durationWords(Date.parse(item.ended) - Date.parse(item.time))}</Fact>
          )}
          <From item={item} />
          <Fact name="In the file">
            <Box sx={{ display: 'flex', alignItems: 'flex-start' }}>
              <Box
                component="pre"
                sx={{
                  m: 0,
                  flex: 1,
                  minWidth: 0,
                  fontFamily: mono,
                  fontSize: '0.75rem',
                  whiteSpace: 'pre-wrap',
                }}
              >
                {visible(record)}
              </Box>
              <CopyButton text={record} what="the record" />
            </Box>
          </Fact>
        </Facts>
      </Box>
    </SidePanel>
  )
}

/** From where and with which key, which platform admins are told of everybody, and others of themselves. */
function From({
  item: { sourceIP, userAgent = '', accessKey = '', keyTitle },
}: {
  item: AuditItem
}): ReactNode {
  if (sourceIP === undefined) return null
  return (
    <>
      <Fact name="From">
        {visible(sourceIP)} with {visible(userAgent) || 'a program that says nothing of itself'}
      </Fact>
      <Fact name="Key">{visible(keyTitle ?? accessKey) || 'None yet: this made one'}</Fact>
    </>
  )
}

function durationWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.max(0, milliseconds)} ms`
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
