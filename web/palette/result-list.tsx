import UFuzzy from '@leeoniya/ufuzzy'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { keyStyle } from '#web/ui/key-style.ts'
import type { Entry } from './entry.ts'
import type { Match, MatchedGroup } from './rank.ts'
import type { PodSearch } from './use-pods.ts'

interface Props {
  /** Of the list; each entry's is this and the entry's own. */
  id: string
  groups: readonly MatchedGroup[]
  active: string | undefined
  onChoose: (entry: Entry, elsewhere: boolean) => void
  onPoint: (id: string) => void
}

/** An id may have no spaces. */
export function partId(list: string, part: string): string {
  return list + encodeURIComponent(part)
}

/** The results under their headings. The field keeps the focus and says which one is meant. */
export function ResultList({ id, groups, active, onChoose, onPoint }: Props): ReactNode {
  if (groups.length === 0) return null
  return (
    <Box role="listbox" id={id} aria-label="Results" tabIndex={-1} sx={listStyle}>
      {groups.map(({ group, matches }) => (
        <div key={group} role="group" aria-labelledby={partId(id, group)}>
          <Box id={partId(id, group)} sx={headStyle}>
            {group}
          </Box>
          {matches.map((match) => (
            <Box
              key={match.entry.id}
              id={partId(id, match.entry.id)}
              role="option"
              aria-selected={match.entry.id === active}
              onPointerMove={() => {
                if (match.entry.id !== active) onPoint(match.entry.id)
              }}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => onChoose(match.entry, event.ctrlKey || event.metaKey)}
              sx={optionStyle}
            >
              <Title {...match} />
            </Box>
          ))}
        </div>
      ))}
    </Box>
  )
}

function Title({ entry: { title, beside, keys }, marks }: Match): ReactNode {
  return (
    <>
      <Box component="span" sx={{ ...cut, flexShrink: 1 }}>
        {marked(title, marks)}
      </Box>
      {beside !== undefined && (
        <Box component="span" sx={{ ...cut, flex: '1 1 0', color: 'text.secondary', fontSize: '0.8125rem' }}>
          {beside}
        </Box>
      )}
      {keys !== undefined && (
        <Box component="kbd" sx={{ ...keyStyle, ml: 'auto', flex: 'none' }}>
          {keys}
        </Box>
      )}
    </>
  )
}

function marked(title: string, marks: readonly number[]): ReactNode {
  if (marks.length === 0) return title
  return UFuzzy.highlight<ReactNode[], ReactNode>(
    title,
    [...marks],
    (part, isMatch) => (isMatch ? <mark key={part}>{part}</mark> : part),
    [],
    (parts, part) => {
      parts.push(part)
      return undefined
    },
  ).map((part, at) => <span key={at}>{part}</span>)
}

/** How far it is with asking everywhere for pods, and where there was no answer. */
export function PodStatus({ search: { of, waiting, failed } }: { search: PodSearch }): ReactNode {
  const asked = waiting.length === 0 ? `Looked for pods in all ${of} places that you may look into.` : ''
  const still = `Looking for pods: ${of - waiting.length} of ${of} places asked. Still ${some(waiting)}.`
  return (
    <Box role="status" sx={{ flex: 'none', px: 2, py: 0.75, fontSize: '0.75rem', color: 'text.secondary' }}>
      {waiting.length > 0 ? still : asked}
      {failed.length > 0 && ` No answer from ${some(failed)}.`}
    </Box>
  )
}

/** The first few by name. */
function some(titles: readonly string[]): string {
  const named = titles.slice(0, 3).join(', ')
  return titles.length > 3 ? `${named} and ${titles.length - 3} more` : named
}

const cut = { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

const listStyle = { flex: '1 1 auto', minHeight: 0, overflow: 'auto', px: 1, pb: 1, outline: 'none' } as const

const headStyle = {
  px: 1,
  pt: 1.25,
  pb: 0.5,
  fontSize: '0.75rem',
  fontWeight: 600,
  color: 'text.secondary',
} as const

const optionStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  minHeight: 34,
  px: 1,
  borderRadius: 1,
  cursor: 'pointer',
  '& mark': { bgcolor: 'transparent', color: 'primary.main', fontWeight: 700 },
  '&[aria-selected=true]': { bgcolor: 'action.selected', boxShadow: 'inset 2px 0 0 currentColor' },
} as const
