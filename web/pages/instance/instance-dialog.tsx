import { lazy, Suspense, type ReactNode } from 'react'
import type { Instance, Side } from './sides.ts'

const ConnectInstance = lazy(async () => ({
  default: (await import('./connect-instance.tsx')).ConnectInstance,
}))
const DeleteInstance = lazy(async () => ({ default: (await import('./delete-instance.tsx')).DeleteInstance }))

/** What somebody asked to do with one. */
export interface Asked {
  what: 'connect' | 'delete'
  instance: Instance
}

interface Props {
  side: Side
  asked: Asked | undefined
  onClose: () => void
  onDeleted?: () => void
}

/** The dialog for what was asked; loaded when it is. */
export function InstanceDialog({ side, asked, onClose, onDeleted = onClose }: Props): ReactNode {
  if (asked === undefined) return null
  const { what, instance } = asked
  return (
    <Suspense fallback={null}>
      {what === 'connect' ? (
        <ConnectInstance side={side} instance={instance} onClose={onClose} />
      ) : (
        <DeleteInstance side={side} instance={instance} onClose={onClose} onDeleted={onDeleted} />
      )}
    </Suspense>
  )
}
