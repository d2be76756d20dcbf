import { mono } from '#web/theme/theme.ts'
import type { SxProps, Theme } from '@mui/material/styles'
import { lineHeight } from './line-pane.ts'

/** The eight colours as the theme has them: each can be read on the page, in light and in dark. */
const colours = [
  'text.secondary',
  'error.main',
  'success.main',
  'warning.main',
  'info.main',
  'primary.dark',
  'primary.main',
  'text.primary',
]

const ansi = Object.fromEntries(
  colours.flatMap((colour, index) => [
    [`& .front-${index}`, { color: colour }],
    [`& .back-${index}`, { color: 'background.paper', bgcolor: colour }],
  ]),
)

/** How the lines of a log look; they are drawn without React. */
export const paneStyle: SxProps<Theme> = {
  position: 'relative',
  flex: 1,
  minHeight: 0,
  overflow: 'auto',
  overflowAnchor: 'none',
  fontFamily: mono,
  fontSize: '0.75rem',
  lineHeight: `${lineHeight}px`,
  bgcolor: 'background.paper',
  '&:focus-visible': { outlineOffset: -2 },
  '& .layer': {
    '--number': 'calc(var(--digits) * 1ch + 20px)',
    position: 'sticky',
    top: 0,
    height: 0,
    width: 'max-content',
    minWidth: '100%',
    zIndex: 1,
  },
  '& .layer.wrap': { width: '100%' },
  '& .height': { width: '1px' },
  // Every line may be laid out anew in each frame: a block with what stands before it out of the flow is the least.
  '& .line': { position: 'relative', minHeight: lineHeight, pl: 'calc(var(--number) + 2ch)', pr: 1 },
  '& .times .line': { display: 'flex' },
  '& .number': {
    position: 'absolute',
    top: 0,
    left: 0,
    width: 'var(--number)',
    pr: '10px',
    textAlign: 'right',
    color: 'text.secondary',
    textDecoration: 'none',
    userSelect: 'none',
    '&:hover': { textDecoration: 'underline' },
  },
  '& .grave': {
    position: 'absolute',
    top: 0,
    left: 'var(--number)',
    width: '2ch',
    fontWeight: 700,
    userSelect: 'none',
  },
  '& time': { flex: 'none', pr: '1.5ch', color: 'text.secondary' },
  '& .text': { display: 'block', whiteSpace: 'pre', tabSize: 4, overflowWrap: 'normal' },
  '& .wrap .text': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', minWidth: 0 },
  '& .error': { bgcolor: 'color-mix(in srgb, currentColor 4%, transparent)' },
  '& .error .grave': { color: 'error.main' },
  '& .warn .grave': { color: 'warning.main' },
  '& .error .number': { boxShadow: (theme) => `inset 3px 0 ${theme.vars?.palette.error.main ?? ''}` },
  '& .warn .number': { boxShadow: (theme) => `inset 3px 0 ${theme.vars?.palette.warning.light ?? ''}` },
  '& .debug .text': { color: 'text.secondary' },
  '& .linked': { bgcolor: 'action.selected' },
  '& .current': { outline: 1, outlineColor: 'primary.main', outlineOffset: -1 },
  '& mark': { color: 'background.paper', bgcolor: 'warning.main', borderRadius: '2px' },
  '& .current mark': { bgcolor: 'primary.main' },
  '& .more': {
    flex: 'none',
    alignSelf: 'flex-end',
    font: 'inherit',
    color: 'primary.main',
    background: 'none',
    border: 0,
    cursor: 'pointer',
    textDecoration: 'underline',
  },
  '& .bold': { fontWeight: 700 },
  '& .dim': { opacity: 0.8 },
  '& .italic': { fontStyle: 'italic' },
  '& .underline': { textDecoration: 'underline' },
  '& .strike': { textDecoration: 'line-through' },
  '@media (max-width: 599px)': {
    '& .layer': { '--number': 'calc(var(--digits) * 1ch + 12px)' },
    '& .number': { pr: '6px', fontSize: '0.6875rem' },
  },
  ...ansi,
}
