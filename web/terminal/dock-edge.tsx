import Box from '@mui/material/Box'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { leastHeight, mostHeight } from './dock-size.ts'

const step = 32

interface Props {
  height: number
  onHeight: (height: number) => void
}

/** The edge by which the dock is made higher or lower, with the pointer or the arrow keys. */
export function DockEdge({ height, onHeight }: Props): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    const heights: Record<string, number> = {
      ArrowUp: height + step,
      ArrowDown: height - step,
      Home: mostHeight(window.innerHeight),
      End: leastHeight,
    }
    const next = heights[event.key]
    if (next === undefined) return
    event.preventDefault()
    onHeight(next)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onHeight(window.innerHeight - event.clientY)
  }
  return (
    <Box
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the terminal"
      aria-valuenow={height}
      aria-valuemin={leastHeight}
      aria-valuemax={mostHeight(window.innerHeight)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      sx={{
        position: 'absolute',
        top: -4,
        left: 0,
        right: 0,
        height: 8,
        zIndex: 1,
        cursor: 'row-resize',
        touchAction: 'none',
        '&:hover, &:focus-visible': { bgcolor: 'primary.main', opacity: 0.5 },
        '&:focus-visible': { outlineOffset: -2 },
      }}
    />
  )
}
