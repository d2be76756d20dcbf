import { preferences } from '#web/data/preferences.ts'
import type { QueryClient } from '@tanstack/react-query'
import { tell, type Notice } from './notices.ts'

/** Tells what ended where the person does not see it: not where that `isShown`, unless the window itself is hidden. */
export function tellElsewhere(
  client: QueryClient,
  outcome: Pick<Notice, 'words' | 'tone' | 'to'>,
  isShown: boolean,
): void {
  const { notify = false } = client.getQueryData(preferences.queryKey) ?? {}
  if (document.hidden && notify) showOutside(outcome.words)
  if (document.hidden || !isShown) tell(outcome)
}

/** By the system, where the person wants that and the browser lets us. */
function showOutside(words: string): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const shown = new Notification('Aerie', { body: words })
  shown.addEventListener('click', () => window.focus())
}
