import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { project } from '#scripts/starter/project.js'
import { say } from '#scripts/starter/refusal.js'
import type { Outcome } from './outcome.ts'
import type { Step } from './steps.ts'

/** How long nothing is said about what still runs. */
const patience = 30_000

/** How much of a failed tool's output is shown. */
const mostLines = 300

/**
 * Runs all steps, `atOnce` at a time, whatever fails on the way, and prints a line for each as it ends, with
 * the tool's own output where it failed.
 */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const running = new Map<string, number>()
  const waiting = [...steps]
  const reminder = setInterval(() => {
    for (const [name, began] of running) say(`… ${name.padEnd(26)} ${seconds(began)} so far`)
  }, patience)
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const began = performance.now()
      running.set(step.name, began)
      const outcome = await step.run()
      running.delete(step.name)
      outcomes.push(outcome)
      say(stepLine(step.name, outcome, seconds(began)))
      if (outcome.failed > 0) say(`${excerpt(step.name, outcome.output.trim())}\n`)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, lane))
  } finally {
    clearInterval(reminder)
  }
  return outcomes
}

/** A tool may print a book; its end says most, and the whole is kept. */
function excerpt(name: string, output: string): string {
  const lines = output.split('\n')
  if (lines.length <= mostLines) return output
  const file = join(project.cache, 'reports', `${name.replaceAll(' ', '-')}.log`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, output)
  return [`(${lines.length} lines, all of them in ${file})`, ...lines.slice(-mostLines)].join('\n')
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`
}

/** Counts are shown for what has several tests. */
export function stepLine(name: string, { passed, failed }: Outcome, time: string): string {
  const counts = passed + failed > 1 ? `  ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}` : ''
  return `${failed > 0 ? '✗' : '✓'} ${name.padEnd(26)} ${time}${counts}`
}
