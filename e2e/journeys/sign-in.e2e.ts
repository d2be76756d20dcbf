import { expect, signIn, test } from './fixtures.ts'

test('a wrong password is said at the form, the right one leads back to where one wanted to be', async ({
  page,
  server,
  api,
}) => {
  await api.createTeam('sign-in-red', { displayName: 'Sign-in red' })
  await page.goto('/teams/sign-in-red')
  await expect(page.getByRole('heading', { name: 'Sign in to Aerie' })).toBeVisible()
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toHaveText('User name or password is wrong.')
  await expect(page.getByLabel('Password')).toBeFocused()

  await page.keyboard.type(server.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sign-in red' })).toBeVisible()
  await expect(page).toHaveURL(/\/teams\/sign-in-red$/)
})

test('no script of the page can read a key', async ({ page, server }) => {
  await page.goto('/login')
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(server.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: /^Signed in as/ })).toBeVisible()
  const readable = await page.evaluate(() =>
    JSON.stringify([document.cookie, ...Object.values(localStorage), ...Object.values(sessionStorage)]),
  )
  expect(readable).not.toContain(server.password)
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('the address of the sign-in page cannot lead away or put words into its mouth', async ({
  page,
  server,
}) => {
  await page.goto('/login?from=//evil.example/teams&why=Call%20this%20number')
  await expect(page.getByText('Call this number')).toHaveCount(0)
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(server.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${server.http}/`)
})

test('caps lock is mentioned', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('Password').evaluate((field) => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true, bubbles: true }))
  })
  await expect(page.getByText('Caps lock is on.')).toBeVisible()
})

test('signing out ends the other windows, too', async ({ page, server, context }) => {
  await signIn(page, server)
  const second = await context.newPage()
  await second.goto('/teams')
  await expect(second.getByRole('button', { name: /^Signed in as/ })).toBeVisible()

  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await expect(second.getByRole('heading', { name: 'Sign in to Aerie' })).toBeVisible()
})
