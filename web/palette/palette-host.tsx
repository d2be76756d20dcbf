import { InstanceDialog, type Asked } from '#web/pages/instance/instance-dialog.tsx'
import type { Side } from '#web/pages/instance/sides.ts'
import { CommandsDialog } from '#web/shell/commands-dialog.tsx'
import { ShortcutsDialog } from '#web/shell/shortcuts-dialog.tsx'
import { setOver, useOver } from '#web/shell/over.ts'
import { Toast } from '#web/shell/toast.tsx'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { Palette } from './palette.tsx'

const ConnectManagement = lazy(async () => ({
  default: (await import('#web/connect/connect-management.tsx')).ConnectManagement,
}))

const close = (): void => setOver(undefined)

/** The palette and the page of shortcuts while they are open, and what somebody asked for in the palette. */
export function PaletteHost(): ReactNode {
  const over = useOver()
  const navigate = useNavigate()
  const [about, setAbout] = useState<{ side: Side; asked: Asked }>()
  const [connecting, setConnecting] = useState(false)
  const [said, setSaid] = useState<string>()
  return (
    <>
      {over === 'palette' && (
        <Palette
          onClose={close}
          tools={{
            ask: (side, asked) => setAbout({ side, asked }),
            connect: () => setConnecting(true),
            say: setSaid,
          }}
        />
      )}
      {over === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {typeof over === 'object' && <CommandsDialog {...over} onClose={close} />}
      {about !== undefined && (
        <InstanceDialog
          {...about}
          onClose={() => setAbout(undefined)}
          onDeleted={() => {
            setAbout(undefined)
            void navigate(about.side.list(projectOf(about.asked.instance)))
          }}
        />
      )}
      <Suspense fallback={null}>
        {connecting && <ConnectManagement onClose={() => setConnecting(false)} />}
      </Suspense>
      <Toast said={said} onClose={() => setSaid(undefined)} />
    </>
  )
}
