import Box from '@mui/material/Box'
import { useEffect, useState, type ReactNode } from 'react'
import type { LineRing } from './line-ring.ts'
import { ratesOf, span } from './rate.ts'

const width = 2
const height = 20

/** How many lines came each second of the last minute, as bars; in words for whoever does not see them. */
export function RateChart({ ring }: { ring: LineRing }): ReactNode {
  const [rates, setRates] = useState<number[]>([])
  useEffect(() => {
    const measure = (): void => setRates(ratesOf(ring, Date.now() - 1_000))
    measure()
    const timer = setInterval(measure, 1_000)
    return () => clearInterval(timer)
  }, [ring])
  const most = Math.max(1, ...rates)
  const now = rates.at(-1) ?? 0
  const words = `${now} ${now === 1 ? 'line' : 'lines'} per second, at most ${Math.max(0, ...rates)} in the last minute`
  return (
    <Box
      role="img"
      aria-label={words}
      title={words}
      sx={{ display: { xs: 'none', lg: 'flex' }, alignItems: 'center', gap: 0.75, color: 'text.secondary' }}
    >
      <Box component="svg" aria-hidden="true" viewBox={`0 0 ${span * width} ${height}`} sx={chartStyle}>
        <path d={`M0 ${height - 0.5}H${span * width}`} stroke="currentColor" strokeWidth="1" opacity="0.5" />
        {rates.map((rate, index) => {
          const tall = rate === 0 ? 0 : Math.max(1.5, (rate / most) * height)
          return (
            // Each bar is a second, and the seconds move through them.
            // oxlint-disable-next-line react/no-array-index-key
            <rect key={index} x={index * width} y={height - tall} width={width - 0.5} height={tall} />
          )
        })}
      </Box>
      <Box component="span" sx={{ fontSize: '0.75rem', minWidth: '6ch', whiteSpace: 'nowrap' }}>
        {short(now)}/s
      </Box>
    </Box>
  )
}

const chartStyle = { width: span * width, height, fill: 'currentColor', flex: 'none' } as const

function short(rate: number): string {
  return rate < 10_000 ? rate.toLocaleString('en') : `${Math.round(rate / 1000)}k`
}
