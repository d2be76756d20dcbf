import type { Browser, Page } from '@playwright/test'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import { withFloorPage } from '#bench/floor-page.ts'
import type { Figure } from '#bench/figure.ts'
import { median, quantile } from '#bench/stats.ts'

const megabytes = 20
/** One of a few may fall into a moment in which the machine does something else. */
const rounds = 5
const keys = 60

interface Measured {
  /** Megabytes a second, and milliseconds until a key is shown. */
  burst: number[]
  echo: number[]
}

/**
 * How fast 20 MB are shown that a real bash prints, and how long a key takes to be seen. The floor is a bare page with
 * xterm.js, and a bash behind a socket; the two take turns.
 */
export async function terminal(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, (aerie) =>
      withFloorPage(folder, { page: 'terminal', server: 'terminal-server.ts' }, (port) =>
        withBrowser((browser) => measure(browser, aerie.origin, `http://127.0.0.1:${port}`)),
      ),
    ),
  )
}

async function measure(browser: Browser, origin: string, floor: string): Promise<Figure[]> {
  const ours: Measured = { burst: [], echo: [] }
  const least: Measured = { burst: [], echo: [] }
  for (let round = 0; round < rounds; round++) {
    const context = await signedIn(browser, origin)
    const page = await context.newPage()
    await page.goto(origin)
    await page.getByRole('button', { name: /^Signed in as/ }).waitFor()
    await page.keyboard.press('Control+Backquote')
    await page.getByRole('tab', { name: /, open$/ }).waitFor()
    await run(page, ours)
    await context.close()
    const bare = await browser.newContext()
    const other = await bare.newPage()
    await other.goto(floor)
    await run(other, least)
    await bare.close()
  }
  return [
    {
      what: `a terminal shows ${megabytes} MB`,
      unit: 'ms',
      ours: median(ours.burst),
      floor: median(least.burst),
      budget: '≤ 1.1 floors',
    },
    {
      what: 'a key in a terminal, p95',
      unit: 'ms',
      ours: quantile(ours.echo, 0.95),
      floor: quantile(least.echo, 0.95),
      budget: 'floor + 5 ms',
    },
  ]
}

async function run(page: Page, into: Measured): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent.includes('$'))
  await page.evaluate(watchScreen)
  for (let count = 0; count < keys; count++) {
    await page.keyboard.press('x')
    await page.waitForFunction((wanted) => performance.getEntriesByName('echo').length > wanted, count)
  }
  const echo = await page.evaluate(() => performance.getEntriesByName('echo').map(({ duration }) => duration))
  into.echo.push(...echo)
  await page.keyboard.press('Control+c')
  // The end is not in what is typed.
  await page.keyboard.type(
    `yes 'a line of a log as programs write them, of some eighty letters, again and again' | head -c ${megabytes}000000; echo; echo burst-$((40+2))`,
  )
  const begun = await page.evaluate(() => performance.now())
  await page.keyboard.press('Enter')
  const ended = await page.waitForFunction(
    () =>
      document.querySelector('.xterm-rows')?.textContent.includes('burst-42') === true && performance.now(),
    undefined,
    { timeout: 120_000 },
  )
  into.burst.push(Number(await ended.jsonValue()) - begun)
}

/** Runs in the page: from a key to the frame in which the screen has changed. */
function watchScreen(): void {
  const rows = document.querySelector('.xterm-rows')
  let pressed = 0
  window.addEventListener('keydown', () => (pressed = performance.now()), true)
  const observer = new MutationObserver(() => {
    if (pressed === 0) return
    const start = pressed
    pressed = 0
    requestAnimationFrame(() => performance.measure('echo', { start, end: performance.now() }))
  })
  if (rows !== null) observer.observe(rows, { childList: true, subtree: true, characterData: true })
}
