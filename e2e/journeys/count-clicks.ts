import type { Page } from '@playwright/test'

/**
 * Counts what the bar of a journey counts, from now on and until the page is loaded anew: presses of the pointer, Enter
 * or Space on a control, and chords of keys. What is typed into a field is no click.
 */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { clicks: number }
    counted.clicks = 0
    document.addEventListener('pointerdown', () => (counted.clicks += 1), true)
    document.addEventListener(
      'keydown',
      ({ key, ctrlKey, metaKey, altKey, target }) => {
        if (/^(Control|Meta|Alt|Shift)$/.test(key)) return
        const typing =
          target instanceof HTMLTextAreaElement ||
          (target instanceof HTMLInputElement && target.type === 'text')
        const isPress = key === 'Enter' || (key === ' ' && !typing)
        if (isPress || ctrlKey || metaKey || altKey) counted.clicks += 1
      },
      true,
    )
  })
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks)
}
