import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** What of axe's rules looks at colours. The other theme has other colours, and nothing else. */
export const aboutColours = ['color-contrast', 'link-in-text-block']

/** No serious and no critical finding, in the light and in the dark; `within` a part of the page, or in all of it. */
export async function expectReadable(page: Page, within?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  const found = await findingsOn(page, { within })
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await findingsOn(page, { rules: aboutColours, within })))
  expect.soft(found, `findings on ${page.url()}`).toEqual([])
}

/**
 * That the page is as wide as the window when that is a narrow one, and that only what is in it scrolls: were the
 * document higher than the window, the bar and the navigation would scroll away with it.
 */
export async function expectNarrow(page: Page): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 740 })
  const wider = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.soft.poll(wider, `what sticks out on ${page.url()}`).toBe(0)
  const higher = () =>
    page.evaluate(() => {
      const { scrollHeight, clientHeight } = document.documentElement
      return document.getElementById('main') === null ? 0 : scrollHeight - clientHeight
    })
  await expect.soft.poll(higher, `what hangs out below on ${page.url()}`).toBe(0)
  if (size !== null) await page.setViewportSize(size)
}

interface Asked {
  /** All of them if left out. */
  rules?: string[] | undefined
  /** Selects the part of the page that is looked at. */
  within?: string | undefined
}

/** The serious and critical findings of axe on the page as it is. */
export async function findingsOn(page: Page, { rules, within }: Asked = {}): Promise<string[]> {
  // Colours that are still fading in are not yet what is to be judged. What moves for ever, or stands still in a
  // closed fold, never ends: hence the bound.
  const isLoaded = await page.evaluate(async () => {
    const fading = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    const ended = Promise.all(fading.map(({ finished }) => finished.catch(() => {})))
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1_000))])
    return 'axe' in window
  })
  // Half a megabyte of source, which a window keeps while one goes from page to page.
  const axe = new AxeBuilder(isLoaded ? { page, axeSource: ';' } : { page })
  if (within !== undefined) axe.include(within)
  const runOnly = rules === undefined ? {} : { runOnly: rules }
  const { violations } = await axe
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false, ...runOnly })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
