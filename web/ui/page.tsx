import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useEffect, useRef, type ReactNode } from 'react'

interface Props {
  title: string
  /** Small facts beside the title. */
  aside?: ReactNode
  actions?: ReactNode
  /** 'fill' gives the page the height of the window, for a table that scrolls by itself. */
  height?: 'fill' | 'auto'
  children: ReactNode
}

/** Whether this window has shown a page before: the first one is no change of place. */
let opened = false

/** The frame of a page: its title in the window and on the page, its actions, its content. */
export function Page({ title, aside, actions, height = 'auto', children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  // When the element that had the focus left with the former page, the new page's title takes it, so that
  // keyboard and screen reader go on here and not at the top of the window. A page that was just opened
  // starts at its top, as any page does.
  useEffect(() => {
    if (opened && document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
    // What scrolls is around the pages and stays; where somebody was on the last one means nothing on this one.
    if (opened) heading.current?.closest('main')?.scrollTo({ top: 0 })
    opened = true
  }, [])
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 2,
        p: { xs: 2, sm: 3 },
        maxWidth: 1440,
        ...(height === 'fill' ? { height: '100%', minHeight: 360 } : {}),
      }}
    >
      <title>{`${title} · Aerie`}</title>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, rowGap: 1, flexWrap: 'wrap' }}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'baseline',
            gap: 1.5,
            flexWrap: 'wrap',
            // Beside its actions as long as there is room for a title of some length.
            flex: '1 1 200px',
            minWidth: 0,
            pt: 0.25,
          }}
        >
          <Typography variant="h1" ref={heading} tabIndex={-1} title={title} sx={titleStyle}>
            {title}
          </Typography>
          {aside}
        </Box>
        {actions !== undefined && <Box sx={{ display: 'flex', gap: 1, flex: 'none' }}>{actions}</Box>}
      </Box>
      {children}
    </Box>
  )
}

/** So many lines say what it is, whatever somebody called it. */
const titleStyle = {
  outline: 'none',
  minWidth: 0,
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 4,
  overflow: 'hidden',
} as const
