import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { managementPrefix, spacePrefix } from '#api/paths.ts'
import { type Aerie, signIn, withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import { withFloorPage } from '#bench/floor-page.ts'
import type { Figure } from '#bench/figure.ts'
import { send, withPool } from '#bench/load.ts'
import { median } from '#bench/stats.ts'
import type { Target } from '#bench/targets.ts'
import { makeSpace, namespace, post } from './pods-page.ts'

const offered = 50_000
const seconds = 6
const backlog = 200_000
const kept = 520_000
const rounds = 3

interface Burst {
  shown: number
  busy: number
}

/**
 * The log of a pod that says 50,000 lines a second, and one that has 200,000 lines: as the console shows it, and in a
 * bare page with virtual rows over the chunks. Both get the same from a server that stands before ours.
 */
export async function log(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, async (aerie) => {
      await makePod(aerie)
      return withFloorPage(
        folder,
        { page: 'log-page', server: 'log-server.ts', args: [aerie.origin], base: '/floor/' },
        (port) => withBrowser((browser) => measure(browser, `http://localhost:${port}`)),
      )
    }),
  )
}

async function measure(browser: Browser, front: string): Promise<Figure[]> {
  const ours = `${front}/projects/bench/spaces/many/resources/core/v1/pods/${namespace}/speaker/logs`
  const floor = `${front}/floor/?/log?`
  const burst = { ours: await burstOf(browser, front, ours), floor: await burstOf(browser, front, floor) }
  const first: { ours: number[]; floor: number[] } = { ours: [], floor: [] }
  for (let round = 0; round < rounds; round += 1) {
    first.ours.push(await lastLine(browser, front, ours, backlog))
    first.floor.push(await lastLine(browser, front, floor, backlog))
  }
  const whole = await keptOf(browser, front, ours)
  const what = `log at ${offered} lines/s`
  return [
    {
      what: `${what}: shown`,
      unit: '/s',
      ours: burst.ours.shown,
      floor: burst.floor.shown,
      budget: '≥ 45000 /s',
    },
    {
      what: `${what}: main thread busy, %`,
      unit: '',
      ours: burst.ours.busy,
      floor: burst.floor.busy,
      budget: '≤ 55',
    },
    { what: `log of ${kept} lines: kept`, unit: '', ours: whole, budget: '≥ 500000' },
    {
      what: `log of ${backlog} lines: its end shown`,
      unit: 'ms',
      ours: median(first.ours),
      floor: median(first.floor),
      budget: '≤ 2.3 floors',
    },
  ]
}

async function opened(browser: Browser, front: string, lines: number, rate: number): Promise<Page> {
  const context = await signedIn(browser, front)
  await context.request.post(`${front}/bench?lines=${lines}&rate=${rate}`)
  const page = await context.newPage()
  await page.addInitScript(() => localStorage.setItem('aerie-signed-in', 'yes'))
  return page
}

/** How many lines a second go by at the end, and how busy the page is with them, once it has begun. */
async function burstOf(browser: Browser, front: string, url: string): Promise<Burst> {
  const page = await opened(browser, front, 0, offered)
  await page.goto(url)
  await page.locator('[role=log] .text').first().waitFor()
  await delay(1_000)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const look = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const task = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
    const line = await page.evaluate(
      () => [...document.querySelectorAll('[role=log] .text')].at(-1)?.textContent,
    )
    return { at: performance.now() / 1000, task, line: Number(/line (\d+)/.exec(line ?? '')?.[1]) }
  }
  const before = await look()
  await delay(seconds * 1000)
  const after = await look()
  const span = after.at - before.at
  await page.context().close()
  return { shown: (after.line - before.line) / span, busy: ((after.task - before.task) / span) * 100 }
}

/** Milliseconds from the opening of the socket until the frame with the last line. */
async function lastLine(browser: Browser, front: string, url: string, lines: number): Promise<number> {
  const page = await opened(browser, front, lines, 0)
  await page.addInitScript(markLine, `line ${lines - 1} `)
  await page.goto(url)
  const handle = await page.waitForFunction(() => {
    const [end] = performance.getEntriesByName('last-line')
    const [begin] = performance.getEntriesByName('log-opened')
    return end === undefined || begin === undefined ? undefined : end.startTime - begin.startTime
  })
  const taken = (await handle.jsonValue()) ?? Number.NaN
  await page.context().close()
  return taken
}

/** Runs in the page, from its beginning. */
function markLine(text: string): void {
  const Original = WebSocket
  window.WebSocket = class extends Original {
    constructor(url: string | URL) {
      super(url)
      if (String(url).includes('/log?')) performance.mark('log-opened')
    }
  }
  const look = (): void => {
    const last = [...document.querySelectorAll('[role=log] .text')].at(-1)
    if (last?.textContent.includes(text) === true) performance.mark('last-line')
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** How many lines are there of more than half a million, as the page itself says. */
async function keptOf(browser: Browser, front: string, url: string): Promise<number> {
  const page = await opened(browser, front, kept, 0)
  await page.goto(url)
  const last = page.locator('[role=log] .text').filter({ hasText: `line ${kept - 1} ` })
  await last.waitFor()
  const foot = page.getByText(/^[\d,]+ lines$/).last()
  await delay(500)
  const text = await foot.innerText()
  await page.context().close()
  return Number(text.replaceAll(/\D/g, ''))
}

/** A space with a pod that runs and says nothing: what is read as its log comes from elsewhere. */
async function makePod(aerie: Aerie): Promise<void> {
  const headers = { authorization: `Bearer ${await signIn(aerie)}` }
  await makeSpace({ origin: aerie.origin, prefix: managementPrefix, headers })
  const space: Target = { origin: aerie.origin, prefix: spacePrefix('bench', 'many'), headers }
  const pods = `/api/v1/namespaces/${namespace}/pods`
  const container = { name: 'main', image: 'busybox', command: ['sh', '-c', 'sleep 100000'] }
  await withPool(space, 1, async (pool) => {
    await post((path, content) => send(pool, space, 'POST', path, content), pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'speaker' },
      spec: { containers: [container] },
    })
    while (!/"phase":"Running"/.test(await send(pool, space, 'GET', `${pods}/speaker`))) await delay(100)
  })
}
