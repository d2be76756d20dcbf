import type { ReactNode } from 'react'

/** The mark without what nests in it: for places where nothing is. */
export function EmptyNest(): ReactNode {
  return (
    <svg width={48} height={48} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M3 18.5 12 4l9 14.5" strokeDasharray="1.6 2.4" />
        <path d="M7.6 18.5c2.5-3.4 6.3-3.4 8.8 0" />
      </g>
    </svg>
  )
}

/** The product's mark: a peak with a nest under it. The same drawing is the icon in index.html. */
export function Mark({ size = 24 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="#2b59c3" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M4.5 17.5 12 5.5l7.5 12" />
        <path d="M8.6 17.5c1.9-2.6 4.9-2.6 6.8 0" />
      </g>
    </svg>
  )
}
