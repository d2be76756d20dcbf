import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { Table, TableColumn } from '#kube/table.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { cells } from './all.ts'

function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../e2e/oracle/golden/${name}.json`, import.meta.url), 'utf8'))
}

/** Columns that are the same for every kind. */
const common = ['Name', 'Age', 'Created At']

/** The key of a resource: '/pods' of '/api/v1/pods'; with the version where only that has cells. */
function keyOf(path: string): string {
  const [root, group = '', version, plural] = path.split('/').filter(Boolean)
  if (root === 'api') return `/${version}`
  return cells[`${group}/${version}/${plural}`] === undefined
    ? `${group}/${plural}`
    : `${group}/${version}/${plural}`
}

const columns = new Map(
  Object.entries(golden('printer-columns') as Record<string, TableColumn[]>).map(([path, definitions]) => [
    keyOf(path),
    definitions.map(({ name }) => name),
  ]),
)

test('every column of every built-in kind has its cell', () => {
  const missing = [...columns].flatMap(([key, names]) =>
    names
      .filter((name) => !common.includes(name) && cells[key]?.[name] === undefined)
      .map((name) => `${key} ${name}`),
  )
  expect(missing).toEqual([])
})

test('no cell is of a column that a real server does not have', () => {
  const superfluous = Object.entries(cells).flatMap(([key, byName]) =>
    Object.keys(byName)
      .filter((name) => !columns.get(key)?.includes(name))
      .map((name) => `${key} ${name}`),
  )
  expect(superfluous).toEqual([])
})

interface Step {
  name: string
  response: { body: unknown }
}

/** What a real server answered: [scenario, step with the object, step with its table, resource]. */
const recorded: [string, string, string, string][] = [
  ['deployments', 'status', 'table', 'apps/deployments'],
  ['events', 'create', 'by-object', '/events'],
  ['events', 'in-new-group', 'table-in-new-group', 'events.k8s.io/events'],
  ['namespaces', 'create', 'table', '/namespaces'],
  ['nodes', 'taint', 'table', '/nodes'],
  ['pods', 'status', 'table', '/pods'],
  ['pods', 'delete-bound', 'terminating-table', '/pods'],
  ['services', 'create', 'table', '/services'],
]

describe('cells are those of a real server', () => {
  test.each(recorded)('%s: %s, %s', (scenario, objectStep, tableStep, resource) => {
    const object = answer(scenario, objectStep) as KubeObject
    compareRow(resource, object, answer(scenario, tableStep) as Table)
  })

  test('quota, which went on counting after it was read', () => {
    const created = answer('quota', 'status') as KubeObject
    const { status } = answer('quota', 'used') as { status: { hard: object; used: object } }
    const used = { ...status.used, 'count/configmaps': '1' }
    compareRow(
      '/resourcequotas',
      { ...created, status: { ...status, used } },
      answer('quota', 'table') as Table,
    )
  })
})

function answer(scenario: string, name: string): unknown {
  const { steps } = golden(scenario) as { steps: Step[] }
  const step = steps.find((each) => each.name === name)
  if (step === undefined) throw new Error(`${scenario} has no step ${name}`)
  return step.response.body
}

function compareRow(resource: string, object: KubeObject, { columnDefinitions, rows }: Table): void {
  const own = columnDefinitions
    .map(({ name }, index) => ({ name, recorded: rows[0]?.cells[index] }))
    .filter(({ name }) => !common.includes(name))
  const made = own.map(({ name }) => ({ name, recorded: shown(cells[resource]?.[name]?.(object)) }))
  expect(made).toEqual(own)
}

/** A recorded age says no more than that it is one. */
function shown(cell: unknown): unknown {
  return cell instanceof Age ? cell.words('<age>') : cell
}
