import { bytesWords, decoded } from '#web/pages/resources/decoded.ts'
import { mono } from '#web/theme/theme.ts'
import { TextField } from '#web/ui/text-field.tsx'
import AddIcon from '@mui/icons-material/Add'
import RemoveIcon from '@mui/icons-material/Close'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useRef, useState, type ClipboardEvent, type ReactNode } from 'react'
import { parseEnv } from './env-file.ts'
import { keyProblem, type Entry } from './secret-form.ts'

interface Props {
  entries: readonly Entry[]
  onChange: (entries: readonly Entry[]) => void
}

/** The keys and values of a secret; what is pasted into a key as lines of KEY=VALUE fills in all of them. */
export function EntryRows({ entries, onChange }: Props): ReactNode {
  const fields = useRef<HTMLDivElement>(null)
  const [added, setAdded] = useState<number>()
  const set = (changed: Entry): void =>
    onChange(entries.map((entry) => (entry.id === changed.id ? changed : entry)))
  const paste = (event: ClipboardEvent): void => {
    const pasted = parseEnv(event.clipboardData.getData('text'))
    if (pasted === undefined) return
    event.preventDefault()
    onChange(withPasted(entries, pasted))
  }
  const remove = (id: number): void => {
    const left = entries.filter((entry) => entry.id !== id)
    // The last one leaves an empty row, in which the next is typed.
    onChange(left.length === 0 ? [{ id: id + 1, key: '', value: '' }] : left)
    // Where the button was that had the focus there is nothing any more.
    fields.current?.querySelector<HTMLElement>('button[data-add]')?.focus()
  }
  return (
    <Box
      component="fieldset"
      ref={fields}
      sx={{ m: 0, p: 0, border: 0, minWidth: 0, display: 'grid', gap: 2 }}
    >
      <Typography component="legend" variant="h2" sx={{ p: 0, mb: 0.5 }}>
        Values
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
        Paste lines of KEY=VALUE, as in an .env file, into a key to fill in all at once. A value may have
        several lines.
      </Typography>
      {entries.map((entry, index) => (
        <Row
          key={entry.id}
          entry={entry}
          number={index + 1}
          problem={keyProblem(entry, entries)}
          isAdded={entry.id === added}
          onKey={(key) => set({ ...entry, key })}
          onType={(value) => set({ id: entry.id, key: entry.key, value })}
          onPaste={paste}
          onRemove={() => remove(entry.id)}
        />
      ))}
      <Box>
        <Button
          data-add=""
          startIcon={<AddIcon />}
          onClick={() => {
            const id = nextId(entries)
            setAdded(id)
            onChange([...entries, { id, key: '', value: '' }])
          }}
        >
          Add a value
        </Button>
      </Box>
    </Box>
  )
}

function nextId(entries: readonly Entry[]): number {
  return Math.max(-1, ...entries.map(({ id }) => id)) + 1
}

/** Rows with what was pasted: known keys get their new values, and what is empty gives way. */
function withPasted(entries: readonly Entry[], pasted: ReadonlyMap<string, string>): Entry[] {
  const kept = entries
    .filter(({ key, value, binary }) => key !== '' || value !== '' || binary !== undefined)
    .filter(({ key }) => !pasted.has(key))
  const first = nextId(entries)
  return [...kept, ...[...pasted].map(([key, value], index) => ({ id: first + index, key, value }))]
}

interface RowProps {
  entry: Entry
  number: number
  problem: string | undefined
  /** Whether somebody has just asked for it, and goes on there. */
  isAdded: boolean
  onKey: (key: string) => void
  onType: (value: string) => void
  onPaste: (event: ClipboardEvent) => void
  onRemove: () => void
}

function Row({ entry, number, problem, isAdded, onKey, onType, onPaste, onRemove }: RowProps): ReactNode {
  const [shown, setShown] = useState(false)
  const { key, value, binary } = entry
  const named = key === '' ? `of row ${number}` : `of ${key}`
  return (
    <Box
      sx={{
        display: 'grid',
        columnGap: 1,
        rowGap: 2,
        alignItems: 'start',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr) auto auto',
          sm: 'minmax(0, 2fr) minmax(0, 3fr) auto auto',
        },
      }}
    >
      <TextField
        label="Key"
        autoFocus={isAdded}
        value={key}
        error={problem !== undefined}
        helperText={problem}
        onChange={(event) => onKey(event.target.value)}
        slotProps={{
          input: { onPaste },
          htmlInput: {
            'aria-label': `Key ${number}`,
            autoComplete: 'off',
            spellCheck: false,
            autoCapitalize: 'none',
          },
        }}
        sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}
      />
      <TextField
        label="Value"
        value={value}
        multiline
        maxRows={8}
        helperText={
          binary === undefined
            ? undefined
            : `${bytesWords(decoded(binary).length)}, no text: kept as they are unless you type something.`
        }
        onChange={(event) => onType(event.target.value)}
        slotProps={{
          htmlInput: {
            'aria-label': `Value ${named}`,
            autoComplete: 'off',
            spellCheck: false,
            autoCapitalize: 'none',
            // A field for passwords has one line only.
            style: { fontFamily: mono, ...(shown ? {} : { WebkitTextSecurity: 'disc' }) },
          },
        }}
      />
      <Button
        aria-label={`${shown ? 'Hide' : 'Show'} the value ${named}`}
        onClick={() => setShown(!shown)}
        sx={{ minWidth: 56, height: 40 }}
      >
        {shown ? 'Hide' : 'Show'}
      </Button>
      <IconButton aria-label={`Remove the value ${named}`} onClick={onRemove} sx={{ height: 40, width: 40 }}>
        <RemoveIcon sx={{ fontSize: 18 }} />
      </IconButton>
    </Box>
  )
}
