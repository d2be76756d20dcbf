import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildConsole } from '#scripts/starter/console-build.js'
import { project } from '#scripts/starter/project.js'
import { Refusal } from '#scripts/starter/refusal.js'
import { runGroup } from './group.ts'
import { groundBranches } from './ground.ts'
import { type Outcome, single } from './outcome.ts'
import { playwrightOutcome, vitestOutcome } from './reports.ts'

/** One thing that is checked, under the name that its line shows. */
export interface Step {
  name: string
  run(): Promise<Outcome>
}

const minute = 60_000

/** A tool whose exit code is its answer. */
function tool(name: string, command: string, ...args: string[]): Step {
  return {
    name,
    run: async () => {
      const { code, output } = await runGroup(command, args, { limit: 5 * minute })
      return single(code === 0, output)
    },
  }
}

const build: Step = {
  name: 'build and bundle budget',
  run: async () => {
    try {
      await buildConsole(process.execPath)
    } catch (error) {
      if (error instanceof Refusal) return single(false, `${error.message}\n`)
      throw error
    }
    const { code, output } = await runGroup(process.execPath, ['scripts/bundle-budget.ts'], { limit: minute })
    return single(code === 0, output)
  },
}

const ground: Step = {
  name: 'no branch on the ground',
  run: async () => {
    const found = groundBranches(project.root)
    return single(found.length === 0, found.map((line) => `${line}\n`).join(''))
  },
}

/** Every generator compares instead of writing when it is told --check, and fails where a file is out of date. */
const generated: Step = {
  name: 'generated files',
  run: async () => {
    const generators = readdirSync(join(project.root, 'scripts')).filter((name) =>
      /^generate-.*\.ts$/.test(name),
    )
    const runs = generators.map((name) =>
      runGroup(process.execPath, [join('scripts', name), '--check'], { limit: minute }),
    )
    const finished = await Promise.all(runs)
    return single(
      finished.every(({ code }) => code === 0),
      finished.map(({ output }) => output).join(''),
    )
  },
}

/** What needs neither a running server nor a browser; the longest first, as two run at a time. */
export const staticSteps: readonly Step[] = [
  vitest('unit and contract tests', 'unit', 5 * minute),
  build,
  tool('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  tool('types', 'tsc', '-p', '.'),
  tool('dead code', 'knip'),
  tool('format', 'oxfmt', '--check'),
  generated,
  ground,
]

/** What starts servers, real clients and browsers: one after the other, each with both cores. */
export const runningSteps: readonly Step[] = [
  // Most of these wait for servers that start, and for what real clients and unkind clusters wait for.
  vitest('wire and client tests', 'wire', 9 * minute, '--maxWorkers=2'),
  {
    name: 'browser journeys',
    run: async () => {
      const report = reportFile('journeys')
      const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
      const args = ['test', '--config', 'e2e/journeys/playwright.config.ts', '--reporter=dot,json']
      const finished = await runGroup('playwright', args, { env, limit: 11 * minute })
      return playwrightOutcome(readReport(report), finished.output)
    },
  },
]

function vitest(name: string, tests: string, limit: number, ...args: string[]): Step {
  return {
    name,
    run: async () => {
      const report = reportFile(tests)
      const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
      const { output } = await runGroup('vitest', ['run', '--project', tests, ...reporters, ...args], {
        limit,
      })
      return vitestOutcome(readReport(report), output)
    },
  }
}

/** Where a runner is to leave its report; what an earlier run left is not mistaken for it. */
function reportFile(name: string): string {
  const folder = join(project.cache, 'reports')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.json`)
  rmSync(file, { force: true })
  return file
}

/** A runner that died on the way left none: then nothing has passed. */
function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
