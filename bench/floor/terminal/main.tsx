import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'

// The least that a terminal in a page can be: xterm.js and a socket.
const terminal = new Terminal({ fontSize: 13, scrollback: 5_000 })
const fit = new FitAddon()
terminal.loadAddon(fit)
const place = document.getElementById('terminal')
if (place !== null) terminal.open(place)
fit.fit()
const socket = new WebSocket(`ws://${location.host}/`)
socket.binaryType = 'arraybuffer'
socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) =>
  terminal.write(new Uint8Array(data)),
)
terminal.onData((text) => socket.send(text))
terminal.focus()
