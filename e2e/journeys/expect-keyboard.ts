import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** What a walk through a page by Tab keeps in the page until it is judged. */
interface Walk {
  reached: Set<Element>
  /** What looks focused as it looks at rest. */
  unseen: Set<Element>
  /** Everything Tab must come to. */
  controls: Element[]
}

declare global {
  interface Window {
    walk?: Walk
  }
}

/** More than any page has; who needs more than that is held somewhere. */
const most = 400

/**
 * Goes through the main part of the page with Tab alone. Each control is come to, shows that it has the focus, and lets
 * it go; and nothing that looks as if it could be clicked is out of reach of the keyboard.
 */
export async function expectByKeyboard(page: Page): Promise<void> {
  const { clickOnly, unreached, unseen } = await faultsByKeyboard(page)
  expect.soft(clickOnly, `what only a pointer can use on ${page.url()}`).toEqual([])
  expect.soft(unreached, `what Tab does not come to on ${page.url()}`).toEqual([])
  expect.soft(unseen, `what does not show its focus on ${page.url()}`).toEqual([])
}

/** What is wrong for whoever has no pointer, as the beginnings of the elements. */
interface Faults {
  clickOnly: string[]
  unreached: string[]
  unseen: string[]
}

/** The walk itself; it tells what it finds. */
export async function faultsByKeyboard(page: Page): Promise<Faults> {
  const { clickOnly, expected } = await page.evaluate(begin)
  let pressed = 0
  for (let some = expected + 1; some > 0 && pressed < most; some = await page.evaluate(ahead)) {
    // One after the other in the page, without waiting for each to be told.
    await Promise.all(Array.from({ length: some }, () => page.keyboard.press('Tab')))
    pressed += some
    // An editor takes Tab for itself and says below how it is left.
    if (await page.evaluate(() => document.activeElement?.closest('.monaco-editor') != null))
      await leaveEditor(page)
  }
  return { clickOnly, ...(await page.evaluate(end)) }
}

async function leaveEditor(page: Page): Promise<void> {
  await expect
    .soft(
      page
        .getByRole('main')
        .getByText(/Esc and then Tab leaves the editor/)
        .first(),
    )
    .toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(page.locator('.monaco-editor :focus')).toHaveCount(0)
}

/** Runs in the page: puts the focus before the first control of its main part and watches where it goes from there. */
async function begin(): Promise<{ clickOnly: string[]; expected: number }> {
  const main = document.querySelector('main')
  if (main === null) return { clickOnly: ['there is no main part'], expected: 0 }
  // How things look at rest is seen once none of them has the focus any more.
  main.focus()
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const focusable = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]'
  const all = [...main.querySelectorAll<HTMLElement>(focusable)]
  const isDrawn = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0
  // Of radio buttons Tab comes to the chosen one, or to one of them: the rest have the arrows.
  const isLeft = (element: Element): boolean =>
    element instanceof HTMLInputElement &&
    element.type === 'radio' &&
    !element.checked &&
    all.some((other) => other instanceof HTMLInputElement && other !== element && other.name === element.name)
  const controls = all.filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.closest('.monaco-editor') === null &&
      isDrawn(element) &&
      !isLeft(element),
  )

  /** How it looks, and what is close around it, where fields have their frame. */
  const looks = (element: Element): string => {
    const { parentElement: around, children } = element
    return [element, ...children, ...(around?.children ?? []), around, around?.parentElement]
      .map((each) => {
        if (each === null || each === undefined) return ''
        const style = getComputedStyle(each)
        return [style.outline, style.boxShadow, style.border, style.backgroundColor, style.opacity].join()
      })
      .join()
  }
  const rest = new Map<Element, string>(controls.map((element) => [element, looks(element)]))
  const walk: Walk = { reached: new Set(), unseen: new Set(), controls }
  window.walk = walk
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) walk.reached.add(target)
  })
  // By the next press of Tab the page has drawn what it does with the focus.
  document.addEventListener(
    'keydown',
    () => {
      const here = document.activeElement
      if (here !== null && looks(here) === rest.get(here)) walk.unseen.add(here)
    },
    true,
  )

  const clickOnly = [...main.querySelectorAll('*')].filter((element) => {
    if (getComputedStyle(element).cursor !== 'pointer' || !isDrawn(element)) return false
    const around = element.parentElement
    if (around !== null && getComputedStyle(around).cursor === 'pointer') return false
    // The main part itself takes the focus, and uses nothing by that.
    const within = element.closest(`${focusable}, label`)
    return (within === null || within.contains(main)) && element.querySelector(focusable) === null
  })
  return { clickOnly: clickOnly.map((element) => element.outerHTML.slice(0, 120)), expected: controls.length }
}

/** Runs in the page: how many more times Tab is to be pressed, a few at once, until the focus has left. */
function ahead(): number {
  const here = document.activeElement
  return here !== null && here.closest('main') !== null ? 5 : 0
}

/** Runs in the page: what was not come to, and what had the focus and did not show it. */
function end(): { unreached: string[]; unseen: string[] } {
  const { walk } = window
  delete window.walk
  if (walk === undefined) return { unreached: ['nothing was walked through'], unseen: [] }
  const named = (elements: Iterable<Element>): string[] =>
    [...elements]
      .filter((element) => element.isConnected && element.checkVisibility())
      .map((element) => element.outerHTML.slice(0, 160))
  return {
    unreached: named(walk.controls.filter((element) => !walk.reached.has(element))),
    unseen: named(walk.unseen),
  }
}
