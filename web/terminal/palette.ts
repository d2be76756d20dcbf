import { dark, light } from '#web/theme/tokens.ts'
import type { ITheme } from '@xterm/xterm'

/** The sixteen colours of programs, legible on our surfaces; the rest of a terminal's look is from our tokens. */
const ansi = {
  light: {
    black: '#1a212c',
    red: '#b3261e',
    green: '#1a7343',
    yellow: '#8a5300',
    blue: '#2b59c3',
    magenta: '#8a2f8f',
    cyan: '#0b6b78',
    white: '#566173',
    brightBlack: '#5f6a7b',
    brightRed: '#c4352b',
    brightGreen: '#1f7f4b',
    brightYellow: '#946000',
    brightBlue: '#3565d0',
    brightMagenta: '#9a3d9f',
    brightCyan: '#0f7583',
    brightWhite: '#29313c',
  },
  dark: {
    black: '#29313c',
    red: '#ff9a92',
    green: '#6fd19a',
    yellow: '#f2bd63',
    blue: '#8db0ff',
    magenta: '#e3a0e8',
    cyan: '#6fcfdc',
    white: '#e3e8ef',
    brightBlack: '#8793a5',
    brightRed: '#ffb8b2',
    brightGreen: '#95e3b6',
    brightYellow: '#ffd58d',
    brightBlue: '#b3caff',
    brightMagenta: '#f0bff4',
    brightCyan: '#9be2ec',
    brightWhite: '#ffffff',
  },
}

export type Scheme = 'light' | 'dark'

export function paletteOf(scheme: Scheme): ITheme {
  const { background, text, primary, action } = scheme === 'dark' ? dark : light
  return {
    background: background.paper,
    foreground: text.primary,
    cursor: primary.main,
    cursorAccent: background.paper,
    selectionBackground: scheme === 'dark' ? '#35507f' : '#bcd0f7',
    selectionInactiveBackground: action.selected,
    ...ansi[scheme],
  }
}
