import DoneIcon from '@mui/icons-material/Check'
import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import EditIcon from '@mui/icons-material/EditOutlined'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { useSavedViews } from '#web/data/preferences.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { viewsWith, whyNot, withoutView } from './views.ts'

interface Props {
  anchor: HTMLElement
  /** Whose views they are. */
  table: string
  /** The filter, the sort and the columns as they are now. */
  query: string
  onChoose: (query: string) => void
  onClose: () => void
}

/** The views that somebody saved of a table, which follow them into every browser. Loaded when somebody reaches for it. */
export function ViewsPopup({ anchor, onClose, ...views }: Props): ReactNode {
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': 'Saved views', sx: { p: 1.5, width: 320 } } }}
    >
      <Views {...views} onClose={onClose} />
    </Popover>
  )
}

function Views({ table, query, onChoose, onClose }: Omit<Props, 'anchor'>): ReactNode {
  const { value: views = [], known, set, error } = useSavedViews(table)
  const [renaming, setRenaming] = useState<string>()
  const current = views.find((view) => view.query === query)
  return (
    <>
      <Typography variant="subtitle2" component="h2" sx={{ mb: 0.5 }}>
        Saved views
      </Typography>
      {known && views.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Filter, sort or choose columns, and keep that here under a name.
        </Typography>
      )}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {views.map(({ name, query: saved }) =>
          name === renaming ? (
            <Box component="li" key={name} sx={{ py: 0.5 }}>
              <NameForm
                label={`New name of ${name}`}
                action="Rename"
                initial={name}
                why={(next) => (next === name ? undefined : whyNot(next, views))}
                onSubmit={(next) => {
                  set(viewsWith(views, next, saved, name))
                  setRenaming(undefined)
                }}
              />
            </Box>
          ) : (
            <Box component="li" key={name} sx={rowStyle}>
              <Button
                color="inherit"
                aria-current={current?.name === name}
                startIcon={
                  <DoneIcon
                    sx={{ fontSize: 16, visibility: current?.name === name ? 'visible' : 'hidden' }}
                  />
                }
                onClick={() => {
                  onChoose(saved)
                  onClose()
                }}
                sx={{
                  flex: 1,
                  minWidth: 0,
                  justifyContent: 'flex-start',
                  textAlign: 'left',
                  fontWeight: 400,
                }}
              >
                <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{name}</span>
              </Button>
              <IconButton aria-label={`Rename ${name}`} onClick={() => setRenaming(name)}>
                <EditIcon sx={{ fontSize: 16 }} />
              </IconButton>
              <IconButton aria-label={`Delete ${name}`} onClick={() => set(withoutView(views, name))}>
                <DeleteIcon sx={{ fontSize: 16 }} />
              </IconButton>
            </Box>
          ),
        )}
      </Box>
      <Box sx={{ mt: 1 }}>
        {current === undefined ? (
          <NameForm
            label="Save what is shown as"
            action="Save"
            initial=""
            why={(next) => (known ? whyNot(next, views, query) : 'The saved views are being read.')}
            onSubmit={(next) => set(viewsWith(views, next, query))}
          />
        ) : (
          <Typography variant="caption" color="textSecondary">
            What is shown is the view {current.name}.
          </Typography>
        )}
      </Box>
      {error !== null && (
        <Alert severity="error" sx={{ mt: 1 }}>
          That could not be kept: {error.message}
        </Alert>
      )}
    </>
  )
}

const rowStyle = { display: 'flex', alignItems: 'center', minHeight: 36 } as const

interface NameProps {
  label: string
  action: string
  initial: string
  /** Why a name cannot be taken. */
  why: (name: string) => string | undefined
  onSubmit: (name: string) => void
}

function NameForm({ label, action, initial, why, onSubmit }: NameProps): ReactNode {
  const [name, setName] = useState(initial)
  const [asked, setAsked] = useState(false)
  const reason = why(name.trim())
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event: { preventDefault: () => void }) => {
        event.preventDefault()
        setAsked(true)
        if (reason !== undefined) return
        onSubmit(name.trim())
        setName(initial)
        setAsked(false)
      }}
      sx={{ display: 'flex', alignItems: 'flex-end', gap: 1 }}
    >
      <TextField
        label={label}
        value={name}
        autoFocus
        onChange={({ target }) => setName(target.value)}
        error={asked && reason !== undefined}
        helperText={asked ? reason : undefined}
      />
      <Button type="submit" variant="outlined" sx={{ flex: 'none' }}>
        {action}
      </Button>
    </Box>
  )
}
