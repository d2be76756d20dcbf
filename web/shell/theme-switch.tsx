import IconButton from '@mui/material/IconButton'
import { useColorScheme } from '@mui/material/styles'
import { lazy, Suspense, type ReactNode } from 'react'
import { usePopup } from '#web/ui/use-popup.ts'
import { modeIcons, modeWords } from './theme-words.tsx'

const load = () => import('./theme-menu.tsx')
const ThemeMenu = lazy(async () => ({ default: (await load()).ThemeMenu }))

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeSwitch(): ReactNode {
  const { mode = 'system', setMode } = useColorScheme()
  const popup = usePopup(load)
  return (
    <>
      <IconButton aria-label={`Colours: ${modeWords[mode]}`} aria-haspopup="menu" {...popup.button}>
        {modeIcons[mode]}
      </IconButton>
      {popup.anchor !== null && (
        <Suspense fallback={null}>
          <ThemeMenu anchor={popup.anchor} mode={mode} onChoose={setMode} onClose={popup.close} />
        </Suspense>
      )}
    </>
  )
}
