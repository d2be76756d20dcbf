import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, useEffect, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { tableAccept, type Table } from '#kube/table.ts'

// The least that a page of pods can be: React, virtual rows, and one fetch of the whole Table. The request leaves
// before anything is rendered.
const fetched = fetch(`/api${location.search.slice(1)}`, { headers: { accept: tableAccept } }).then(
  (answer): Promise<Table> => answer.json(),
)

function Pods(): ReactNode {
  const [table, setTable] = useState<Table>()
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => void fetched.then(setTable), [])
  const rows = table?.rows ?? []
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 37,
    overscan: 10,
  })
  return (
    <div ref={scroller} style={{ height: '100vh', overflow: 'auto' }}>
      <table style={{ display: 'block', height: virtual.getTotalSize(), position: 'relative' }}>
        <tbody>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <tr key={index} style={{ position: 'absolute', transform: `translateY(${start}px)` }}>
              {rows[index]?.cells.map((cell, column) => (
                <td key={column}>{String(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<Pods />)
