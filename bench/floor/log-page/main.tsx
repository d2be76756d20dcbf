// The least that a page with a log can be: the chunks as they came with the places of their line feeds, and the lines
// in sight, drawn once a frame at the end.
const height = 18
const chunks: { bytes: Uint8Array; feeds: number[]; before: number }[] = []
const decoder = new TextDecoder()
const pane = document.createElement('pre')
pane.style.cssText = 'margin: 0; height: 100vh; overflow: hidden; font: 12px/18px monospace'
pane.setAttribute('role', 'log')
document.querySelector('#root')?.append(pane)
let lines = 0
let frame = 0

function take(bytes: Uint8Array): void {
  const feeds: number[] = []
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) feeds.push(at)
  chunks.push({ bytes, feeds, before: lines })
  lines += feeds.length
  frame ||= requestAnimationFrame(draw)
}

function draw(): void {
  frame = 0
  const rows = Math.ceil(window.innerHeight / height)
  let shown = ''
  for (let at = chunks.length - 1; at >= 0 && lines - (chunks[at]?.before ?? 0) < rows * 2; at -= 1)
    shown = decoder.decode(chunks[at]?.bytes) + shown
  if (shown === '') shown = decoder.decode(chunks.at(-1)?.bytes.subarray(-rows * 200))
  const last = shown.split('\n').slice(-rows - 1, -1)
  pane.replaceChildren(
    ...last.map((text) => {
      const row = document.createElement('div')
      row.className = 'text'
      row.textContent = text
      return row
    }),
  )
}

const socket = new WebSocket(`ws://${location.host}/api${location.search.slice(1)}`)
socket.binaryType = 'arraybuffer'
socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data instanceof ArrayBuffer) take(new Uint8Array(data))
})
