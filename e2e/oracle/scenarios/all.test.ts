import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scenarios } from './all.ts'

const golden = join(import.meta.dirname, '../golden')
const dumps = ['discovery-aggregated.json', 'printer-columns.json']

test('each scenario has its golden file, and no other file is left over', () => {
  const expected = [...scenarios.map(({ name }) => `${name}.json`), ...dumps]
  expect(readdirSync(golden).toSorted()).toEqual(expected.toSorted())
})

test.each(scenarios)('$name was recorded as it is written', ({ name, needs, steps }) => {
  const recorded = JSON.parse(readFileSync(join(golden, `${name}.json`), 'utf8'))
  const asked = steps.filter((step) => !('action' in step)).map((step) => step.name)
  expect(new Set(asked).size).toBe(asked.length)
  expect(recorded).toMatchObject({ scenario: name, needs, steps: asked.map((step) => ({ name: step })) })
})
