import { version } from '#web/data/queries.ts'
import { signOut } from '#web/data/session.ts'
import type { Asked } from '#web/pages/instance/instance-dialog.tsx'
import { reasonNotReady } from '#web/pages/instance/instance-words.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { commandAt } from '#web/shell/command-at.ts'
import { setOver } from '#web/shell/over.ts'
import { usePlace } from '#web/shell/use-place.ts'
import { shellTargetOf } from '#web/terminal/here.ts'
import { openShell } from '#web/terminal/open.ts'
import { modeWords } from '#web/shell/theme-words.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { useColorScheme } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from 'react-router'
import type { Entry } from './entry.ts'
import { action } from './place-entries.ts'
import type { Here } from './use-here.ts'

/** What actions need of whoever shows them. */
export interface Tools {
  /** Opens a dialog about a space or a virtual cluster. */
  ask: (side: Side, asked: Asked) => void
  connect: () => void
  /** Says what came of something, where nothing on the page shows it. */
  say: (words: string) => void
}

/** What the person may do from where they are. */
export function useActions(here: Here, tools: Tools): Entry[] {
  const { pathname } = useLocation()
  const { mode = 'system', setMode } = useColorScheme()
  const navigate = useNavigate()
  const { isKept, keep, drop } = usePlace()
  const copy = (what: string, text: string) => () => {
    navigator.clipboard.writeText(text).then(
      () => tools.say(`Copied ${what}.`),
      () => tools.say(`The browser refused to copy ${what}.`),
    )
  }
  const command = commandAt(pathname)
  const { docs } = useQuery(version).data ?? {}
  return [
    ...aboutThis(here, tools),
    ...(here.mayShell
      ? [
          action('kubectl shell here', () => openShell({ target: shellTargetOf(pathname) }), {
            also: 'terminal console',
            ...(here.about === undefined ? {} : { beside: titleOf(here.about.instance) }),
            keys: 'Ctrl+`',
          }),
        ]
      : []),
    isKept
      ? action('Take this place from the favourites', drop, { also: 'star unkeep' })
      : action('Keep this place among the favourites', keep, { also: 'star bookmark' }),
    ...(command === undefined
      ? []
      : [action('Copy as kubectl', copy('the command', command), { beside: command, also: 'command line' })]),
    action('Copy the address of this page', copy('the address', window.location.href), { also: 'link url' }),
    action('Connect kubectl…', tools.connect, { also: 'kubeconfig management api' }),
    ...(['light', 'dark', 'system'] as const)
      .filter((choice) => choice !== mode)
      .map((choice) =>
        action(`Colours: ${modeWords[choice]}`, () => setMode(choice), {
          also: `switch theme ${choice} mode`,
        }),
      ),
    action('Keyboard shortcuts', () => setOver('shortcuts'), { keys: '?', also: 'keys help' }),
    ...(docs === undefined
      ? []
      : [
          action('Documentation', () => void window.open(docs, '_blank', 'noopener,noreferrer'), {
            also: 'help manual docs',
          }),
        ]),
    action('Show the tour again', () => void navigate(paths.tour()), {
      also: 'help introduction first steps',
    }),
    action(
      'Sign out',
      () =>
        void signOut().then(
          () => window.location.assign(paths.login(undefined, 'signed-out')),
          () => tools.say('Signing out failed. Try again.'),
        ),
      { also: 'log out leave' },
    ),
  ]
}

/** What can be done with the space or virtual cluster of the page. */
function aboutThis({ about, mayUse, mayDelete }: Here, { ask }: Tools): Entry[] {
  if (about === undefined) return []
  const { side, instance } = about
  const title = titleOf(instance)
  const leaving = instance.metadata.deletionTimestamp !== undefined
  return [
    ...(mayUse && reasonNotReady(instance, side) === undefined
      ? [
          action(`Connect to this ${side.one}…`, () => ask(side, { what: 'connect', instance }), {
            beside: title,
            also: 'kubeconfig kubectl',
          }),
        ]
      : []),
    ...(mayDelete && !leaving
      ? [
          action(`Delete this ${side.one}…`, () => ask(side, { what: 'delete', instance }), {
            beside: title,
            also: 'remove',
          }),
        ]
      : []),
  ]
}
