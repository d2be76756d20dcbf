import { mono } from '#web/theme/theme.ts'
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { hasLines } from './hostile.ts'
import { paletteOf, type Scheme } from './palette.ts'

export interface TerminalOptions {
  scheme: Scheme
  /** Keeps a copy of the text for screen readers. */
  reader: boolean
  /** What the person does in it. */
  input: (text: string) => void
  binary: (text: string) => void
  resized: (columns: number, rows: number) => void
  /** What the program asks for: anybody's text. */
  titled: (title: string) => void
  followed: (address: string) => void
  /** Several lines are to be pasted. */
  pasted: (text: string) => void
  find: () => void
  leave: () => void
}

/** A terminal on the page; it owns what it made, and knows nothing of where its bytes come from. */
export interface Screen {
  terminal: Terminal
  search: SearchAddon
  /** Shows bytes; answers a promise while so much is not shown yet that no more should come. */
  write: (bytes: Uint8Array) => Promise<void> | undefined
  fit: () => void
  /** Changes its colours, and whether it keeps its text for screen readers. */
  look: (scheme: Scheme, reader: boolean) => void
  dispose: () => void
}

/** What may wait to be shown before no more is read, and where reading begins again, in bytes. */
const most = 128 * 1024
const enough = 96 * 1024

export function makeTerminal(parent: HTMLElement, options: TerminalOptions): Screen {
  const terminal = new Terminal({
    allowProposedApi: true,
    fontFamily: mono,
    fontSize: 13,
    lineHeight: 1.15,
    // One that blinks has the page drawn sixty times a second, and the answer to a key waits for a frame of that.
    cursorBlink: false,
    scrollback: 5_000,
    minimumContrastRatio: 4.5,
    macOptionIsMeta: true,
    screenReaderMode: options.reader,
    theme: paletteOf(options.scheme),
    linkHandler: { activate: (_, address) => options.followed(address) },
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.loadAddon(new Unicode11Addon())
  terminal.loadAddon(new WebLinksAddon((_, address) => options.followed(address)))
  terminal.unicode.activeVersion = '11'
  // A program may neither read the clipboard nor write to it.
  terminal.parser.registerOscHandler(52, () => true)
  terminal.open(parent)
  terminal.onData(options.input)
  terminal.onBinary(options.binary)
  terminal.onResize(({ cols, rows }) => options.resized(cols, rows))
  terminal.onTitleChange(options.titled)
  terminal.attachCustomKeyEventHandler((event) => takesKey(event, terminal, options))
  const paste = (event: ClipboardEvent): void => askBeforePaste(event, options)
  parent.addEventListener('paste', paste, true)
  if (hasRealGpu()) void accelerate(terminal)
  return {
    terminal,
    search,
    write: paced(terminal),
    fit: () => {
      // What is not shown has no size to fit to.
      if (parent.offsetParent !== null && parent.clientHeight > 0) fit.fit()
    },
    look: (scheme, reader) => {
      terminal.options.theme = paletteOf(scheme)
      terminal.options.screenReaderMode = reader
    },
    dispose: () => {
      parent.removeEventListener('paste', paste, true)
      terminal.dispose()
    },
  }
}

/** Counts what the terminal has not shown yet, so that a burst waits outside of the page and keys are answered. */
function paced(terminal: Terminal): Screen['write'] {
  let waiting = 0
  let wake: (() => void) | undefined
  return (bytes) => {
    waiting += bytes.length
    terminal.write(bytes, () => {
      waiting -= bytes.length
      if (waiting > enough) return
      wake?.()
      wake = undefined
    })
    return waiting < most ? undefined : new Promise((resolve) => (wake = resolve))
  }
}

/** Keys that are the console's and not the program's. */
function takesKey(event: KeyboardEvent, terminal: Terminal, { find, leave }: TerminalOptions): boolean {
  if (event.type !== 'keydown') return true
  const { code, ctrlKey, metaKey, shiftKey } = event
  if (code === 'F6') return handled(event, leave)
  if (ctrlKey && code === 'Backquote') return false
  if (code === 'KeyF' && (metaKey || (ctrlKey && shiftKey))) return handled(event, find)
  if (code === 'KeyC' && ctrlKey && shiftKey) {
    return handled(event, () => void navigator.clipboard.writeText(terminal.getSelection()))
  }
  // The browser's own paste follows, which the terminal hears of.
  return !(code === 'KeyV' && ctrlKey && shiftKey)
}

function handled(event: KeyboardEvent, act: () => void): false {
  event.preventDefault()
  act()
  return false
}

function askBeforePaste(event: ClipboardEvent, { pasted }: TerminalOptions): void {
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (!hasLines(text)) return
  event.preventDefault()
  event.stopPropagation()
  pasted(text)
}

/** Drawn in software, WebGL is slower than elements are. */
function hasRealGpu(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  if (gl === null || names == null) return false
  const renderer = String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return !/swiftshader|llvmpipe|software|basic render/i.test(renderer)
}

async function accelerate(terminal: Terminal): Promise<void> {
  const { WebglAddon } = await import('@xterm/addon-webgl')
  const addon = new WebglAddon()
  // Without it the terminal goes on with elements.
  addon.onContextLoss(() => addon.dispose())
  try {
    terminal.loadAddon(addon)
  } catch {
    addon.dispose()
  }
}
