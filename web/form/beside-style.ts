/** A form and what stands beside it, where there is room for both. */
export const besideStyle = {
  display: 'grid',
  gap: 3,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 640px)', lg: 'minmax(0, 640px) minmax(320px, 1fr)' },
} as const

/** What stands there stays in sight. */
export const asideStyle = {
  position: { lg: 'sticky' },
  top: 16,
  minWidth: 0,
  display: 'grid',
  gap: 2,
} as const
