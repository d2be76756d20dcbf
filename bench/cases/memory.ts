import { setTimeout as delay } from 'node:timers/promises'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import type { Figure } from '#bench/figure.ts'
import { proportionalMegabytes, residentMegabytes } from '#bench/processes.ts'

/** When after the start it is looked at, in milliseconds. */
const after = 60_000

/** What the server and its clusters hold a minute after a first start, the demo told, with Home open in a browser. */
export async function memory(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(
      folder,
      ({ origin, process, startedIn }) =>
        withBrowser(async (browser) => {
          const ready = performance.now()
          const page = await (await signedIn(browser, origin)).newPage()
          await page.goto(origin)
          await page.getByRole('heading', { level: 1 }).waitFor()
          await delay(after - startedIn - (performance.now() - ready))
          const pid = process.pid ?? 0
          const what = 'memory with Home open'
          return [
            { what, unit: 'MB', ours: residentMegabytes(pid), budget: '≤ 350 MB' },
            { what: `${what}, shared pages once`, unit: 'MB', ours: proportionalMegabytes(pid) },
          ]
        }),
      { AERIE_SEED: 'demo' },
    ),
  )
}
