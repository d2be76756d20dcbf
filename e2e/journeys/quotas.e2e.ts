import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { countClicks } from './count-clicks.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

test('who is short of something sees it first, finds who uses it and gives more, in four clicks', async ({
  page,
  server,
  api,
}) => {
  await api.create(spaceTemplate, { name: 'quota', spec: { template: {} } })
  const quotas = { project: { spaceinstances: '1' }, user: { spaceinstances: '2' } }
  await api.createProject('scarce', { 'user:maya': 'user' }, { displayName: 'Tight', quotas })
  await api.createProject('roomy', { 'user:maya': 'user' }, { quotas: { project: { spaceinstances: '50' } } })
  const maya = await managementApi(server, 'maya')
  await maya.create(spaceInstance, {
    name: 'only',
    namespace: projectNamespace('scarce'),
    spec: { templateRef: { name: 'quota' } },
  })
  await signIn(page, server, 'admin')
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  const clicks = await countClicks(page)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Quotas' }).click()
  const grid = page.getByRole('grid', { name: 'quotas' })
  await expect(grid.getByRole('row').nth(1)).toContainText('None left')
  await expect(grid.getByRole('row').nth(1)).toContainText('Maya Lindqvist 1')
  expect(await clicks()).toBe(1)

  await grid
    .getByRole('row', { name: /None left.*Tight/ })
    .getByRole('link', { name: 'Spaces' })
    .click()
  const panel = page.getByRole('region', { name: 'Spaces in Tight' })
  await expect(panel.getByRole('list', { name: 'Who uses it' })).toContainText('Maya Lindqvist')
  await expectReadable(page)

  await panel.getByRole('button', { name: 'Change limits' }).click()
  const dialog = page.getByRole('dialog', { name: 'Limits of Tight' })
  const limit = dialog.getByRole('textbox', { name: 'Spaces', exact: true })
  await expect(limit).toBeFocused()
  await limit.fill('0')
  await expect(dialog).toContainText('1 are there, 1 more than that.')
  await limit.fill('3')
  await dialog.getByRole('button', { name: 'Save limits' }).click()
  await expect(panel).toContainText('1 of 3, 2 left')
  expect(await clicks()).toBe(4)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNarrow(page)
  // Nobody's else limit was touched.
  await api.patch(project, { spec: { quotas: { user: { spaceinstances: '5' } } } }, 'scarce')
  await expect(page.getByRole('row', { name: /4 left/ })).toBeVisible()
})

test('a member sees what their projects may have, and is told who can change it', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('mine', { 'user:maya': 'user' }, { quotas: { user: { spaceinstances: '1' } } })
  await api.createProject('theirs', {}, { quotas: { project: { spaceinstances: '1' } } })
  await signIn(page, server, 'maya', '/quotas?quota=mine%2Feach%2Fspaceinstances')
  const panel = page.getByRole('region', { name: 'Spaces, for each in mine' })
  await expect(panel).toContainText('Each person and each team may have 1 of them')
  await expect(panel.getByRole('button', { name: 'Change limits' })).toHaveAccessibleDescription(
    /You may not change project mine: .*admin/,
  )
  await expect(page.getByRole('row', { name: /theirs/ })).toHaveCount(0)
})
