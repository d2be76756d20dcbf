import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Whatever opens beside a button. */
export const opened = '[role=menu], [role=dialog], [role=listbox]'

/** What opens something in a part of the page; all rows of a table have the same menu, so that one of them does. */
export async function openersIn(part: Locator): Promise<{ name: string; button: Locator }[]> {
  const buttons = part.locator('button[aria-haspopup]:visible')
  const names = await buttons.evaluateAll((all) =>
    all.map((button) => button.ariaLabel ?? (button as HTMLElement).innerText),
  )
  const row = names.findIndex((name) => name.startsWith('Actions for '))
  return names
    .map((name, index) => ({ name, button: buttons.nth(index) }))
    .filter(({ name }, index) => !name.startsWith('Actions for ') || index === row)
}

/**
 * Opens it, looks at it, and closes it by keyboard, which gives the focus back. Each entry that cannot be chosen says
 * why below its words.
 */
export async function lookInto(
  page: Page,
  { name, button }: { name: string; button: Locator },
  look: () => Promise<void>,
): Promise<void> {
  await button.click()
  const popup = page.locator(opened).last()
  await expect(popup, `what “${name}” opens`).toBeVisible()
  const entries = popup.locator('[role^=menuitem][aria-disabled=true]')
  const unreasoned = () =>
    entries.evaluateAll((all) =>
      all.map((entry) => (entry as HTMLElement).innerText).filter((text) => !/\n\s*\S/.test(text)),
    )
  await expect.soft.poll(unreasoned, `what “${name}” disables without a reason`).toEqual([])
  await look()
  await page.keyboard.press('Escape')
  await expect(popup, `what “${name}” opened`).toHaveCount(0)
  const focused = () =>
    page.evaluate(() => {
      const here = document.activeElement as HTMLElement | null
      return here?.ariaLabel ?? here?.innerText
    })
  await expect.soft.poll(focused, 'where the focus went').toBe(name)
}
