import { lazy, Suspense, useState, type ReactNode } from 'react'
import { FollowPreferences } from './follow-preferences.tsx'
import { FollowBegun } from './notices/follow-begun.tsx'
import { NoticeToast } from './notices/notice-toast.tsx'
import { useOver } from './over.ts'
import { useSingleKeys } from './use-single-keys.ts'
import { useVisits } from './use-visits.ts'

const PaletteHost = lazy(async () => ({
  default: (await import('#web/palette/palette-host.tsx')).PaletteHost,
}))

/** What is around every page and nobody waits for: it comes after the first page stands. */
export function Behind(): ReactNode {
  useSingleKeys()
  useVisits()
  const isOver = useOver() !== undefined
  const [wasOver, setWasOver] = useState(isOver)
  if (isOver && !wasOver) setWasOver(true)
  return (
    <>
      <FollowPreferences />
      <FollowBegun />
      <NoticeToast />
      {/* Once opened it stays: what was asked for in it may still be open. */}
      <Suspense fallback={null}>{wasOver && <PaletteHost />}</Suspense>
    </>
  )
}
