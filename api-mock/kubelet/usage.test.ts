import { expect, test } from 'vitest'
import { formatUsage, sumOf, usageOf, usageWindow } from './usage.ts'

const mebibyte = 1024 * 1024
const usual = { cpu: 20, memory: 50 * mebibyte }
const times = Array.from({ length: 500 }, (_, index) => index * 613_000)
const container = {
  resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { cpu: '110m', memory: '170Mi' } },
}

test('usage is the same within a measurement and another one later', () => {
  const at = (now: number) => usageOf({}, { key: 'a', now, usual })
  const start = 1000 * usageWindow
  expect(at(start)).toEqual(at(start))
  expect(at(start + usageWindow).cpu).not.toBe(at(start).cpu)
})

test('a container stays about where its requests are, and below its limits', () => {
  for (const now of times) {
    const { cpu, memory } = usageOf(container, { key: 'a', now, usual })
    expect(cpu).toBeGreaterThan(30)
    expect(cpu).toBeLessThanOrEqual(110)
    expect(memory).toBeGreaterThan(100 * mebibyte)
    expect(memory).toBeLessThan(170 * mebibyte)
  }
})

test('what asks for nothing uses what its image usually does', () => {
  for (const now of times) {
    const { cpu } = usageOf({}, { key: 'a', now, usual })
    expect(Math.abs(cpu - usual.cpu)).toBeLessThan(usual.cpu * 0.55)
  }
})

test('usage is written as metrics-server writes it', () => {
  expect(formatUsage(sumOf([usual, { cpu: 0.5, memory: mebibyte }]))).toEqual({
    cpu: '20500000n',
    memory: '52224Ki',
  })
  expect(formatUsage({ cpu: 0, memory: 0 })).toEqual({ cpu: '0', memory: '0Ki' })
})
