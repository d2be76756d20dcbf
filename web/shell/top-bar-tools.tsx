import type { ReactNode } from 'react'
import { FavouriteStar } from './favourite-star.tsx'
import { Help } from './help.tsx'
import { Bell } from './notices/bell.tsx'

/** What of the bar comes after the page itself. */
export function TopBarTools(): ReactNode {
  return (
    <>
      <FavouriteStar />
      <Bell />
      <Help />
    </>
  )
}
