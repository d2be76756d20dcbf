import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** That in a window of this width all is there that is in a wide one: as it is drawn now, in whatever colours. */
export async function expectFits(page: Page): Promise<void> {
  await expect.soft
    .poll(
      () => page.evaluate(cutOff),
      `what is out of reach on ${page.url()} at ${page.viewportSize()?.width}`,
    )
    .toEqual([])
}

/**
 * What cannot be seen whole, or not be reached, in the window as it is. Runs in the page.
 *
 * The page must be as wide as the window and, around its main part, as high: else the bar and the navigation would
 * scroll away. What scrolls sideways by itself, as a wide table does, shows what is in it. A title says what an
 * ellipsis has cut.
 */
async function cutOff(): Promise<string[]> {
  // What follows the width by script is drawn with the next frame.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const root = document.documentElement
  const found: string[] = []
  if (root.scrollWidth > root.clientWidth)
    found.push(`the page, by ${root.scrollWidth - root.clientWidth} px`)
  if (document.getElementById('main') !== null && root.scrollHeight > root.clientHeight)
    found.push(`the page, downwards by ${root.scrollHeight - root.clientHeight} px`)

  const isDrawn = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    // What is there for screen readers alone is one pixel wide.
    return (
      width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    )
  }
  const ways = document.querySelectorAll('nav[aria-label=Main], button[aria-label="Open navigation"]')
  if (root.querySelector('header') !== null && ![...ways].some(isDrawn)) found.push('the navigation')

  /** How much of it its surroundings hide to the left or right, without a way to scroll there. */
  const hiddenPart = (element: Element): number => {
    const { left, right } = element.getBoundingClientRect()
    for (let around = element.parentElement; around !== null; around = around.parentElement) {
      const { overflowX } = getComputedStyle(around)
      const frame = around.getBoundingClientRect()
      if (overflowX === 'auto' || overflowX === 'scroll') {
        if (around.scrollWidth > around.clientWidth) return 0
      } else if (overflowX !== 'visible') {
        const hidden = Math.max(frame.left - left, right - frame.right)
        if (hidden > 2) return hidden
      }
    }
    return Math.max(-left, right - root.clientWidth)
  }
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=tab], h1, h2'
  for (const element of document.querySelectorAll<HTMLElement>(controls)) {
    if (!isDrawn(element) || element.closest('[aria-hidden=true], .monaco-editor, .xterm') !== null) continue
    const name = `${element.tagName.toLowerCase()} “${element.ariaLabel ?? element.textContent}”`
    const isSaid = element.closest('[title]') !== null
    if (hiddenPart(element) > 2 && !isSaid) found.push(name)
    const isCut =
      getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
    if (isCut && !isSaid && !/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName))
      found.push(`the end of ${name}`)
  }
  return found
}
