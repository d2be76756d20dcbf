import { faultsByKeyboard } from './expect-keyboard.ts'
import { expect, signIn, test } from './fixtures.ts'

test('everything is reached and done by keyboard', async ({ page, server, api }) => {
  await api.createTeam('keys-a', { displayName: 'Keys A' })
  await api.createTeam('keys-b', { displayName: 'Keys B' })
  await signIn(page, server, 'admin', '/teams')
  await expect(page.getByRole('row', { name: /keys-b/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('/')
  await expect(page.getByLabel('Filter teams')).toBeFocused()
  await page.keyboard.type('keys-')
  await expect(page.getByRole('grid').getByRole('link')).toHaveText(['keys-a', 'keys-b'])
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('row', { name: /keys-a/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('row', { name: /keys-b/ })).toBeFocused()

  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Actions for keys-b' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Actions for keys-b' })).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('row', { name: /keys-b/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Keys B' })).toBeFocused()

  await page.goBack()
  await expect(page.getByRole('row', { name: /keys-b/ })).toBeFocused()
  await expect(page.getByLabel('Filter teams')).toHaveValue('keys-')
})

test('a page on which something is for the pointer alone, passed over or not seen is found out', async ({
  page,
}) => {
  await page.setContent(`<main tabindex="-1" style="outline: none">
    <button id="fine">Fine</button>
    <div id="pointer" style="cursor: pointer">Click me</div>
    <button id="leaps" onkeydown="event.preventDefault(); document.getElementById('after').focus()">Leaps</button>
    <button id="passed">Passed over</button>
    <button id="after">After it</button>
    <button id="hidden" style="outline: none">Shows nothing</button>
  </main><button>Outside</button>`)
  const { clickOnly, unreached, unseen } = await faultsByKeyboard(page)
  expect(clickOnly.map(idIn)).toEqual(['pointer'])
  expect(unreached.map(idIn)).toEqual(['passed'])
  expect(unseen.map(idIn)).toEqual(['hidden'])
})

function idIn(element: string): string | undefined {
  return /id="(\w+)"/.exec(element)?.[1]
}
