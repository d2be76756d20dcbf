import { mkdirSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { buildConsole } from '#scripts/starter/console-build.js'
import { project } from '#scripts/starter/project.js'
import { entry, Refusal, say } from '#scripts/starter/refusal.js'
import { ensureChromium } from '#scripts/tools/programs.ts'
import { create } from './cases/create.ts'
import { editor } from './cases/editor.ts'
import { firstPage } from './cases/first-page.ts'
import { log } from './cases/log.ts'
import { memory } from './cases/memory.ts'
import { podsPage } from './cases/pods-page.ts'
import { requests } from './cases/requests.ts'
import { scale } from './cases/scale.ts'
import { start } from './cases/start.ts'
import { table } from './cases/table.ts'
import { terminal } from './cases/terminal.ts'
import { watch } from './cases/watch.ts'
import { type Figure, tableOf } from './figure.ts'
import { thisMachine } from './machine.ts'

const cases: Record<string, () => Promise<Figure[]>> = {
  start,
  memory,
  firstPage,
  podsPage,
  table,
  log,
  terminal,
  editor,
  requests,
  create,
  watch,
  scale,
}

// `npm run bench [-- CASE…]`: one table for people and one JSON file for comparing.
await entry(async () => {
  // What was started on the way hangs on our exit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]))
  }
  const chosen = process.argv.slice(2)
  const unknown = chosen.find((name) => !(name in cases))
  if (unknown !== undefined)
    throw new Refusal(`no case ${unknown}; there are ${Object.keys(cases).join(', ')}`)
  await buildConsole(process.execPath)
  const machine = thisMachine(await ensureChromium())
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(cases)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    say(`Measuring ${name} …`)
    figures.push(...(await measure()))
  }
  const { cores, processor, memoryGiB, system, node, chromium } = machine
  say(`\n${cores} cores (${processor}), ${memoryGiB} GiB, ${system}, Node ${node}, ${chromium}\n`)
  say(tableOf(figures))
  const folder = join(project.cache, 'bench')
  mkdirSync(folder, { recursive: true })
  const at = new Date().toISOString()
  const file = join(folder, `${at.replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify({ at, machine, figures }, null, 2)}\n`)
  say(`\nThe same as JSON: ${file}`)
  return 0
})
