import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { managementPrefix } from '#api/paths.ts'
import { signIn, withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import type { Figure } from '#bench/figure.ts'
import { withFloorPage } from '#bench/floor-page.ts'
import { median } from '#bench/stats.ts'
import { makeSpace } from './pods-page.ts'

const rounds = 5

/** How long a pointer rests on what it is about to click. */
const hover = 300

/**
 * From a click on a space's YAML until its text stands in the editor, in a new window each time; the floor is a bare
 * page with Monaco, which begins to ask for it with the click. The two take turns.
 */
export async function editor(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, async (aerie) => {
      const headers = { authorization: `Bearer ${await signIn(aerie)}` }
      await makeSpace({ origin: aerie.origin, prefix: managementPrefix, headers })
      return withFloorPage(folder, { page: 'editor-page', server: 'file-server.ts' }, (port) =>
        withBrowser((browser) => measure(browser, aerie.origin, `http://127.0.0.1:${port}`)),
      )
    }),
  )
}

async function measure(browser: Browser, origin: string, floor: string): Promise<Figure[]> {
  const ours: number[] = []
  const least: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const context = await signedIn(browser, origin)
    ours.push(await clickToText(await context.newPage(), `${origin}/projects/bench/spaces/many`, 'link'))
    await context.close()
    const bare = await browser.newContext()
    least.push(await clickToText(await bare.newPage(), floor, 'button'))
    await bare.close()
  }
  return [
    {
      what: `YAML of a space: click to text, after ${hover} ms of hover`,
      unit: 'ms',
      ours: median(ours),
      floor: median(least),
      budget: '≤ 0.72 floors',
    },
  ]
}

/** Milliseconds from the click until the frame with the text, by the page's own clock. */
async function clickToText(page: Page, url: string, role: 'link' | 'button'): Promise<number> {
  await page.addInitScript(markText, 'SpaceInstance')
  await page.goto(url)
  const way = page.getByRole(role, { name: 'YAML', exact: true })
  await way.waitFor()
  // What a page does after it stands is not what is measured.
  await delay(1_500)
  await way.hover()
  await delay(hover)
  await way.click()
  const handle = await page.waitForFunction(() => performance.getEntriesByName('text')[0]?.duration)
  return (await handle.jsonValue()) ?? NaN
}

/** Runs in the page, from its beginning. */
function markText(text: string): void {
  document.addEventListener(
    'click',
    ({ timeStamp: start }) => {
      const look = (): void => {
        const lines = document.querySelector('.view-lines')?.textContent
        if (lines?.includes(text) === true) performance.measure('text', { start })
        else requestAnimationFrame(look)
      }
      look()
    },
    { capture: true, once: true },
  )
}
