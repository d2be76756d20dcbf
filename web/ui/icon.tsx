import type { ReactNode } from 'react'

/** A shape of 24 by 24, for places with hundreds of them; everywhere else MUI's icons do. */
export function Icon({
  shape,
  size,
  className,
}: {
  shape: string
  size: number
  className?: string
}): ReactNode {
  return (
    <svg
      className={className === undefined ? 'icon' : `icon ${className}`}
      aria-hidden="true"
      viewBox="0 0 24 24"
      style={{ fontSize: size }}
    >
      <path d={shape} />
    </svg>
  )
}
