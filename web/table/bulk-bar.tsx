import ClearIcon from '@mui/icons-material/Close'
import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Paper from '@mui/material/Paper'
import { useQuery } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import type { Bulk } from './bulk.ts'
import { BulkDelete } from './bulk-delete.tsx'
import { kubectlCommands, namesOf } from './bulk-words.ts'
import { keyOf } from './column.ts'
import type { Rows } from './hold-order.ts'
import type { Selection } from './use-selection.ts'

interface Props<T extends Watchable> {
  what: string
  one: string
  selection: Selection<T>
  rows: Rows<T>
  loadBulk: () => Promise<Bulk<T>>
  /** Called when the bar goes, and the focus should not go with it. */
  onLeave: () => void
}

const number = new Intl.NumberFormat()

/** What can be done with the selected rows. It stands under them, so that none moves when it comes. */
export function BulkBar<T extends Watchable>(props: Props<T>): ReactNode {
  const { what, one, selection, rows, loadBulk, onLeave } = props
  const { objects, all, toggleAll, clear } = selection
  const [deleting, setDeleting] = useState<readonly T[]>()
  const bulkKey = useId()
  const { data: bulk } = useQuery({
    queryKey: ['bulk', bulkKey],
    queryFn: loadBulk,
    staleTime: Infinity,
    gcTime: 0,
  })
  const there = rows.objects.filter((object) => !rows.gone.has(object))
  const shown = there.length
  const hidden = objects.length - there.filter((object) => selection.keys.has(keyOf(object))).length
  const leave = (): void => {
    clear()
    onLeave()
  }
  return (
    <>
      {objects.length > 0 && (
        <Paper
          variant="outlined"
          role="region"
          aria-label={`Selected ${what}`}
          onKeyDown={(event) => {
            if (event.key === 'Escape') leave()
          }}
          sx={barStyle}
        >
          <Box component="span" role="status" sx={{ fontWeight: 600, mr: 1 }}>
            {number.format(objects.length)} {objects.length === 1 ? one : what} selected
            {hidden > 0 && `, ${number.format(hidden)} of them not shown`}
          </Box>
          {!all && (
            <Button size="small" onClick={toggleAll}>
              Select all {number.format(shown)} shown
            </Button>
          )}
          <CopyText text={() => namesOf(objects)}>Copy names</CopyText>
          {bulk !== undefined && (
            <>
              <CopyText text={() => kubectlCommands('get', bulk.resource, objects)}>Copy as kubectl</CopyText>
              <Button
                size="small"
                color="error"
                startIcon={<DeleteIcon sx={{ fontSize: 16 }} />}
                onClick={() => setDeleting(objects)}
              >
                Delete…
              </Button>
            </>
          )}
          <IconButton aria-label="Clear the selection" onClick={leave} sx={{ ml: 'auto' }}>
            <ClearIcon sx={{ fontSize: 16 }} />
          </IconButton>
        </Paper>
      )}
      {deleting !== undefined && bulk !== undefined && (
        <BulkDelete
          {...{ what, one, bulk }}
          objects={deleting}
          onClose={(isDone) => {
            setDeleting(undefined)
            if (isDone) leave()
          }}
        />
      )}
    </>
  )
}

const barStyle = {
  flex: 'none',
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  columnGap: 0.5,
  pl: 1.5,
  pr: 0.5,
  py: 0.5,
  fontSize: '0.8125rem',
  '& .MuiButton-root': { px: 0.75, minWidth: 0 },
} as const

/** Puts a text on the clipboard, and says in its own words what came of it. */
function CopyText({ text, children }: { text: () => string; children: string }): ReactNode {
  const [result, setResult] = useState<string>()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setResult('Copied')
    } catch {
      setResult('The browser refused')
    }
  }
  return (
    <Button size="small" onClick={() => void copy()} onBlur={() => setResult(undefined)}>
      {result ?? children}
    </Button>
  )
}
