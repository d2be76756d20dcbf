import { expect, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('a developer sees their own teams, and why they may not make one', async ({ page, server, api }) => {
  const all = await api.teamNames()
  await signIn(page, server, 'maya', '/teams')
  const names = page.getByRole('grid').getByRole('link')
  await expect(names.first()).toBeVisible()
  await expect(names).toHaveText(['checkout', 'mobile'])
  expect(all).toContain('search')

  const create = page.getByRole('button', { name: 'New team' })
  await expect(create).toBeDisabled()
  await expect(create).toHaveAccessibleDescription(/You may not create teams.*platform admin/)

  await page.getByRole('button', { name: 'Actions for checkout' }).click()
  await expect(page.getByRole('menuitem', { name: /^Delete/ })).toContainText(
    'You may not delete team checkout',
  )
  await page.keyboard.press('Escape')

  await page.goto('/teams/new')
  await expect(page.getByRole('alert')).toContainText('You may not create teams')
  await expect(page.getByRole('button', { name: 'Create team' })).toBeDisabled()

  await page.goto('/teams/search')
  await expect(page.getByRole('alert')).toContainText('There is nothing here')
})
