import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Table, TableRow } from '#kube/table.ts'

// The least that a live list can be: React, virtual rows, one fetch, a WebSocket, one render a frame, and a field that
// looks for a text in the names.
const path = `/api${location.search.slice(1)}`

function Pods(): ReactNode {
  const [rows, setRows] = useState<readonly TableRow[]>([])
  const [filter, setFilter] = useState('')
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => void follow(setRows), [])
  const found = filter === '' ? rows : rows.filter(({ object }) => object.metadata.name.includes(filter))
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 37,
    overscan: 8,
  })
  return (
    <>
      <input aria-label="Filter pods" value={filter} onChange={({ target }) => setFilter(target.value)} />
      <div ref={scroller} style={{ height: '90vh', overflow: 'auto' }}>
        <table style={{ display: 'block', height: virtual.getTotalSize(), position: 'relative' }}>
          <tbody>
            {virtual.getVirtualItems().map(({ index, start }) => (
              <tr key={index} style={{ position: 'absolute', transform: `translateY(${start}px)` }}>
                {found[index]?.cells.map((cell, column) => (
                  <td key={column}>{String(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

async function follow(tell: (rows: readonly TableRow[]) => void): Promise<void> {
  const read: Table = await (await fetch(path)).json()
  const known = new Map(read.rows.map((row) => [row.object.metadata.uid, row]))
  let frame = 0
  const draw = (): void => {
    frame = 0
    tell([...known.values()])
  }
  draw()
  const socket = new WebSocket(`ws://${location.host}${path}&watch=1`)
  socket.addEventListener('message', ({ data }) => {
    const { object }: { object: Table } = JSON.parse(String(data))
    for (const row of object.rows) known.set(row.object.metadata.uid, row)
    frame ||= requestAnimationFrame(draw)
  })
}

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<Pods />)
