import type { Locator, Page } from '@playwright/test'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spacePrefix } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { signIn as signInByPassword } from '#e2e/support/people.ts'
import { until } from '#e2e/support/server.ts'
import { countClicks } from './count-clicks.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

/** What the terminal shows that is not put away. */
function rowsOf(page: Page): Locator {
  return page.getByRole('tabpanel').locator('.xterm-rows')
}

/** A space with a pod that runs a shell. */
test.beforeEach(async ({ server, api }) => {
  if (await api.has(project, 'dockyard')) return
  await api.createProject('dockyard', { 'user:maya': 'user' }, { requireTemplate: { disabled: true } })
  const maya = await managementApi(server, 'maya')
  await maya.create(spaceInstance, {
    name: 'one',
    namespace: projectNamespace('dockyard'),
    spec: { owner: { user: 'maya' }, template: {} },
  })
  const { key } = await signInByPassword(server, 'maya')
  const pods = `${server.http}${spacePrefix('dockyard', 'one')}/api/v1/namespaces/dockyard-s-one/pods`
  const container = { name: 'web', image: 'busybox', command: ['sleep', '3600'] }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [container] } }
  const ask = (method: string, body?: string) =>
    fetch(pods, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    })
  await until(
    async () => (await ask('POST', JSON.stringify(pod))).status === 201,
    () => 'no pod is made',
  )
})

test('shells stay while one moves around, survive a reload, and are left by keyboard', async ({
  page,
  server,
}) => {
  await signIn(page, server, 'maya', '/projects/dockyard/spaces/one/pods?pod=dockyard-s-one%2Fweb')
  const details = page.getByRole('region', { name: 'web' })
  await expect(details).toContainText('Running')
  const clicks = await countClicks(page)
  await details.getByRole('button', { name: 'Shell in web' }).click()
  const dock = page.getByRole('region', { name: 'Terminal' })
  const inWeb = dock.getByRole('tab', { name: /^web · web/ })
  await expect(inWeb).toHaveAccessibleName('web · web, open')
  expect(await clicks()).toBe(1)
  await page.keyboard.type('echo answer-$((6*7)); place=kept\r')
  await expect(rowsOf(page)).toContainText('answer-42')

  // Elsewhere it is the same shell; the keyboard is where it was.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Teams' }).click()
  await expect(page.getByRole('heading', { name: 'Teams' })).toBeVisible()
  await expect(rowsOf(page)).toContainText('answer-42')
  await dock.getByRole('separator').press('ArrowUp')
  await inWeb.press('Enter')
  await page.keyboard.type('echo $place-$((1+1))\r')
  await expect(rowsOf(page)).toContainText('kept-2')
  await page.keyboard.press('F6')
  await expect(inWeb).toBeFocused()
  await page.keyboard.press('Control+Backquote')
  await expect(rowsOf(page)).toBeHidden()
  await page.keyboard.press('Control+Backquote')
  await expect(rowsOf(page)).toBeVisible()
  await expectReadable(page)

  // Several lines, which would run at once, are shown before.
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'echo pasted-a\necho pasted-b\n')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  })
  await expect(page.getByRole('dialog', { name: 'Paste 2 lines?' })).toContainText('echo pasted-b')
  await page.keyboard.press('Escape')

  await page.keyboard.type('exit 3\r')
  await expect(inWeb).toHaveAccessibleName('web · web, ended with code 3')
  await dock.getByRole('button', { name: 'Open again' }).click()
  await expect(inWeb).toHaveAccessibleName('web · web, open')

  // A kubectl shell for where one is, by one chord where there is no terminal yet.
  const answer = await page.request.get('/terminal')
  const { possible } = (await answer.json()) as { possible: boolean }
  await dock.getByRole('button', { name: 'New terminal and settings' }).click()
  await page.getByRole('menuitem', { name: 'New kubectl · management' }).click()
  const kubectl = dock.getByRole('tab', { name: /^kubectl · management/ })
  if (!possible) {
    await expect(kubectl).toHaveAccessibleName('kubectl · management, not possible here')
    await expect(dock.getByRole('button', { name: 'Download kubeconfig' })).toBeVisible()
    return
  }
  await expect(kubectl).toHaveAccessibleName('kubectl · management, open')
  await page.keyboard.type('kubectl get project dockyard -o name; here=still\r')
  await expect(rowsOf(page)).toContainText('project.management.loft.sh/dockyard')

  await page.reload()
  await expect(kubectl).toHaveAccessibleName('kubectl · management, open')
  await expect(rowsOf(page)).toContainText('kubectl get project dockyard')
  await expect(inWeb).toHaveAccessibleName('web · web, ended with the page')
  await kubectl.press('Enter')
  await page.keyboard.type('echo $here-$((2+2))\r')
  await expect(rowsOf(page)).toContainText('still-4')
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNarrow(page)
  await page.keyboard.press('F6')
  await page.keyboard.press('Delete')
  await expect(kubectl).toHaveCount(0)
  await dock.getByRole('button', { name: 'Close this terminal' }).click()
  await expect(dock).toHaveCount(0)
})

test('one chord opens a kubectl shell for the space one looks at', async ({ page, server }) => {
  await signIn(page, server, 'maya', '/projects/dockyard/spaces/one')
  await expect(page.getByRole('button', { name: 'Shell', exact: true })).toBeVisible()
  const clicks = await countClicks(page)
  await page.keyboard.press('Control+Backquote')
  const tab = page.getByRole('tab', { name: /^kubectl · one/ })
  await expect(tab).toHaveAccessibleName(/, (open|not possible here)$/)
  expect(await clicks()).toBe(1)
  if (/not possible/.test((await tab.getAttribute('aria-label')) ?? '')) return
  await page.keyboard.type('kubectl get pods\r')
  await expect(rowsOf(page)).toContainText(/web\s+1\/1\s+Running/)
})
