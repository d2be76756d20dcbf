import type { CssVarsTheme, Theme } from '@mui/material/styles'

type Themed = Omit<Theme, 'components' | 'palette'> & CssVarsTheme

/**
 * How that looks of which a page has hundreds, by the names of its classes: cells of tables and marks are plain elements
 * under this one sheet, for MUI puts the style of each of its elements together anew whenever it is drawn.
 */
export function plainStyles(theme: Themed) {
  return { ...gridStyles(theme), ...markStyles(theme) }
}

function gridStyles(theme: Themed) {
  const { typography, breakpoints } = theme
  const { palette } = theme.vars
  const from = (name: 'sm' | 'md' | 'lg' | 'xl') => ({
    [`.grid .from-${name}`]: {
      [breakpoints.down(name)]: { display: 'none' },
    },
  })
  return {
    '.rows': {
      flex: '0 1 auto',
      position: 'relative',
      width: '100%',
      overflow: 'auto',
      border: `1px solid ${palette.divider}`,
      borderRadius: 6,
      backgroundColor: palette.background.paper,
    },
    '.grid': { width: '100%', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: 0 },
    '.grid .row': {
      verticalAlign: 'middle',
      '&:hover': { backgroundColor: palette.action.hover },
      '&.opens': { cursor: 'pointer' },
      '&.gone': { opacity: 0.5, textDecoration: 'line-through' },
      '&.selected:hover': {
        backgroundColor: theme.alpha(
          palette.primary.main,
          `${palette.action.selectedOpacity} + ${palette.action.hoverOpacity}`,
        ),
      },
      '&:focus-visible': { outlineOffset: -2 },
    },
    '.grid .selected': { backgroundColor: theme.alpha(palette.primary.main, palette.action.selectedOpacity) },
    '.grid .cell': {
      ...typography.body2,
      padding: '0 12px',
      borderBottom: `1px solid ${palette.divider}`,
      color: palette.text.primary,
      textAlign: 'left',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      // What stands in a table begins where everything else in a card does.
      '&:first-of-type': { paddingLeft: 16 },
      '&:last-of-type': { paddingRight: 16 },
      '&.right': { textAlign: 'right' },
      '&.menu': { paddingLeft: 0 },
    },
    '.grid tbody tr:last-of-type .cell': { borderBottom: 0 },
    '.grid thead .cell': {
      position: 'sticky',
      top: 0,
      zIndex: 2,
      color: palette.text.secondary,
      backgroundColor: palette.background.paper,
      fontSize: '0.75rem',
      fontWeight: 600,
      lineHeight: '1.5rem',
    },
    ...from('sm'),
    ...from('md'),
    ...from('lg'),
    ...from('xl'),
    '.grid .opener': {
      color: palette.primary.main,
      fontWeight: 550,
      textDecoration: 'none',
      '&:hover': { textDecoration: 'underline' },
    },
    '.grid .other': { fontWeight: 'inherit' },
    // With room for what a mark sticks out.
    '.grid .second': {
      margin: '0 -4px',
      padding: '0 4px',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      color: palette.text.secondary,
    },
    '.grid .select': { display: 'flex', justifyContent: 'center', alignItems: 'center', minHeight: 28 },
    '.grid .select input': { width: 16, height: 16, margin: 0, accentColor: palette.primary.main },
    '.grid .sort': {
      padding: 0,
      border: 0,
      borderRadius: 3,
      background: 'none',
      font: 'inherit',
      color: 'inherit',
      textAlign: 'inherit',
      whiteSpace: 'nowrap',
      cursor: 'pointer',
      '& + .sort': { marginLeft: 8 },
      '& > [aria-hidden]': { marginLeft: 2, opacity: 0 },
      '&:hover > [aria-hidden]': { opacity: 0.5 },
      '& sup': { fontSize: '0.6875rem', lineHeight: 0 },
      '&.sorted': { color: palette.text.primary },
      '&.sorted > [aria-hidden]': { opacity: 1 },
    },
    '.grid .more': {
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      minWidth: 28,
      minHeight: 28,
      padding: 2,
      border: 0,
      borderRadius: 6,
      background: 'none',
      color: palette.action.active,
      cursor: 'pointer',
      verticalAlign: 'middle',
      userSelect: 'none',
      WebkitTapHighlightColor: 'transparent',
      '@media (hover: hover)': {
        '&:hover': { backgroundColor: theme.alpha(palette.action.active, palette.action.hoverOpacity) },
      },
    },
  } as const
}

function markStyles({ vars: { palette } }: Themed) {
  const { success, warning, primary, error, text } = palette
  return {
    '.icon': {
      flex: 'none',
      display: 'inline-block',
      width: '1em',
      height: '1em',
      fill: 'currentColor',
      userSelect: 'none',
    },
    '.mark': {
      display: 'inline-flex',
      alignItems: 'center',
      verticalAlign: 'middle',
      gap: 6,
      // As wide as its place, and what the margin takes back.
      maxWidth: 'calc(100% + 4px)',
      minHeight: 22,
      padding: '0 8px 0 4px',
      marginLeft: -4,
      borderRadius: 6,
      fontWeight: 400,
      color: text.primary,
    },
    '.mark > span': { overflow: 'hidden', textOverflow: 'ellipsis', overflowWrap: 'break-word' },
    '.tone-good': { color: success.main },
    '.tone-pending, .tone-warn': { color: warning.main },
    '.tone-asleep': { color: primary.main },
    '.tone-bad': { color: error.main },
    '.tone-leaving': { color: text.secondary },
    '.tone-unknown': { color: text.disabled },
    '.mark.loud': { fontWeight: 600, backgroundColor: 'color-mix(in srgb, currentColor 10%, transparent)' },
  } as const
}
