import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, CDPSession } from '@playwright/test'
import { managementPrefix } from '#api/paths.ts'
import { signIn, withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import { withFloorPage } from '#bench/floor-page.ts'
import type { Figure } from '#bench/figure.ts'
import { median, quantile } from '#bench/stats.ts'
import { makeSpace, namespace } from './pods-page.ts'

const pods = 5_000
/** Pods that change a second: what a busy space has, and what none should have. */
const rates = [200, 500]
const rounds = 3

/** What is typed and taken back, key by key. */
const words = ['web-1', 'web-07', '0a', 'web-3']
const betweenKeys = 90

/**
 * A space with 5,000 pods of which some change all the time, while somebody types in the filter: as the console shows it,
 * and in a bare page. Both get the same from a server that stands before ours, and take turns.
 */
export async function table(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, async (aerie) => {
      const headers = { authorization: `Bearer ${await signIn(aerie)}` }
      await makeSpace({ origin: aerie.origin, prefix: managementPrefix, headers })
      return withFloorPage(
        folder,
        { page: 'table-page', server: 'table-server.ts', args: [aerie.origin], base: '/floor/' },
        (port) => withBrowser((browser) => measure(browser, `http://localhost:${port}`)),
      )
    }),
  )
}

interface Typing {
  /** From the key to the frame that shows it, in ms, 95 of 100. */
  key: number
  frames: number
  busy: number
  heap: number
}

async function measure(browser: Browser, front: string): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const rate of rates) figures.push(...(await measureAt(rate, browser, front)))
  return figures
}

async function measureAt(rate: number, browser: Browser, front: string): Promise<Figure[]> {
  const ours: Typing[] = []
  const floor: Typing[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await typingAt(rate, browser, front, `${front}/projects/bench/spaces/many/pods`))
    floor.push(await typingAt(rate, browser, front, `${front}/floor/?/v1/namespaces/${namespace}/pods?`))
  }
  const of = (part: keyof Typing) => ({
    ours: median(ours.map((one) => one[part])),
    floor: median(floor.map((one) => one[part])),
  })
  const what = `${pods} pods, ${rate} events/s, typing`
  return [
    { what: `${what}: key to paint, p95`, unit: 'ms', ...of('key'), budget: '≤ 2 floors' },
    { what: `${what}: frames`, unit: '/s', ...of('frames'), budget: '≥ 55 /s' },
    { what: `${what}: main thread busy, %`, unit: '', ...of('busy'), budget: '≤ 1.8 floors' },
    { what: `${what}: heap`, unit: 'MB', ...of('heap'), budget: '' },
  ]
}

async function typingAt(rate: number, browser: Browser, front: string, url: string): Promise<Typing> {
  const context = await signedIn(browser, front)
  await context.request.post(`${front}/bench?pods=${pods}&rate=${rate}`)
  const page = await context.newPage()
  await page.addInitScript(() => localStorage.setItem('aerie-signed-in', 'yes'))
  await page.addInitScript(noteKeysAndFrames)
  await page.goto(url)
  await page.getByText('web-00-').first().waitFor()
  const filter = page.getByLabel('Filter pods')
  await filter.focus()
  await delay(1_500)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  const before = { at: performance.now(), task: await metric(session, 'TaskDuration') }
  await page.evaluate(() => performance.mark('begin'))
  for (const word of words) {
    for (const key of [...Array.from(word), ...Array.from(word, () => 'Backspace')]) {
      await page.keyboard.press(key)
      await delay(betweenKeys)
    }
  }
  const span = performance.now() - before.at
  const task = (await metric(session, 'TaskDuration')) - before.task
  const noted = await page.evaluate(() => {
    const begin = performance.getEntriesByName('begin')[0]?.startTime ?? 0
    const after = (name: string) =>
      performance.getEntriesByName(name).filter(({ startTime }) => startTime >= begin)
    return { frames: after('frame').length, keys: after('key').map(({ duration }) => duration) }
  })
  await session.send('HeapProfiler.collectGarbage')
  const heap = (await metric(session, 'JSHeapUsedSize')) / 1e6
  await context.close()
  return {
    key: quantile(noted.keys, 0.95),
    frames: (noted.frames / span) * 1_000,
    busy: (task / (span / 1_000)) * 100,
    heap,
  }
}

async function metric(session: CDPSession, called: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === called)?.value ?? Number.NaN
}

/** Runs in the page, from its beginning: notes each frame, and for each key when the next frame was drawn. */
function noteKeysAndFrames(): void {
  const frame = (): void => {
    performance.mark('frame')
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        // What is posted in a frame is heard after it was drawn.
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => performance.measure('key', { start: timeStamp }))
        port1.start()
        port2.postMessage('drawn')
      })
    },
    { capture: true },
  )
}
