import { keyframes } from '@emotion/react'

const appear = keyframes({ from: { opacity: 0 }, to: { opacity: 1 } })

/** For what stands in while something loads: an answer that comes at once should not make the page flicker. */
export const appearLate = { animation: `${appear} 120ms 180ms both` }
