import { useState } from 'react'

const kept = 'aerie-dock-height'

export const leastHeight = 120

/** The tallest a dock may be: something of the page stays above it. */
export function mostHeight(windowHeight: number): number {
  return Math.max(leastHeight, windowHeight - 144)
}

export function fitting(height: number, windowHeight: number): number {
  return Math.round(Math.min(mostHeight(windowHeight), Math.max(leastHeight, height)))
}

/** The height of the dock, which this browser keeps; a narrow window begins with half of it. */
export function useDockHeight(): [number, (height: number) => void] {
  const [height, setHeight] = useState(() => Number(localStorage.getItem(kept)) || window.innerHeight * 0.4)
  return [
    fitting(height, window.innerHeight),
    (next) => {
      const fits = fitting(next, window.innerHeight)
      localStorage.setItem(kept, String(fits))
      setHeight(fits)
    },
  ]
}
