import IconButton from '@mui/material/IconButton'
import { useColorScheme } from '@mui/material/styles'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { modeIcons, modeWords } from './theme-words.tsx'

const load = () => import('./theme-menu.tsx')
const ThemeMenu = lazy(async () => ({ default: (await load()).ThemeMenu }))

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeSwitch(): ReactNode {
  const { mode = 'system', setMode } = useColorScheme()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        aria-label={`Colours: ${modeWords[mode]}`}
        aria-haspopup="menu"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {modeIcons[mode]}
      </IconButton>
      {anchor !== null && (
        <Suspense fallback={null}>
          <ThemeMenu anchor={anchor} mode={mode} onChoose={setMode} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  )
}
