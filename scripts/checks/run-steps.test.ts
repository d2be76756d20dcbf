import { expect, test, vi } from 'vitest'
import { single } from './outcome.ts'
import { runSteps, stepLine } from './run-steps.ts'

test('everything is run after a failure, and the failure is shown', async () => {
  const printed: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const steps = ['first', 'second', 'third'].map((name) => ({
    name,
    run: async () => single(name !== 'first', `words of ${name}\n`),
  }))
  const outcomes = await runSteps(steps, 1)
  write.mockRestore()
  expect(outcomes.map(({ failed }) => failed)).toEqual([1, 0, 0])
  expect(printed.join('')).toContain('words of first')
  expect(printed.join('')).not.toContain('words of second')
})

test('a line counts where there are several tests', () => {
  expect(stepLine('types', single(true, ''), '1.2 s')).toBe(`✓ ${'types'.padEnd(26)} 1.2 s`)
  expect(stepLine('unit', { passed: 5, failed: 2, skipped: 0, output: '' }, '1.2 s')).toBe(
    `✗ ${'unit'.padEnd(26)} 1.2 s  5 passed, 2 failed`,
  )
})
