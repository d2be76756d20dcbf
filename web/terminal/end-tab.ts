import { closeTab, type Tab } from './dock.ts'
import { endSession } from './sessions.ts'

/** Closing a tab ends what runs in it; the keyboard goes to the tab beside it, or to the page. */
export function endTab(tab: Tab): void {
  if (tab.session !== undefined) void endSession(tab.session)
  const had = document.activeElement?.closest('[aria-label="Terminal"]') !== null
  closeTab(tab.id)
  if (!had) return
  requestAnimationFrame(() => {
    const next = document.querySelector<HTMLElement>(
      '[role=tablist][aria-label=Terminals] [aria-selected=true]',
    )
    ;(next ?? document.getElementById('main'))?.focus()
  })
}
