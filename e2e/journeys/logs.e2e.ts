import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { inProject, signIn as signInByPassword, type Person } from '#e2e/support/people.ts'
import { until, type TestServer } from '#e2e/support/server.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

/** The namespace of the space on its cluster. */
const host = 'speaking-s-say'

const limits = { cpu: '100m', memory: '64Mi' }
const counting = 'i=0; while true; do i=$((i+1)); echo "number $i"; sleep 0.1; done'
const colourful = '\u001B[31mred\u001B[0m \u001B]0;a title\u0007alert'

test('a developer reads the log of a pod', async ({ page, server, api, browser }) => {
  test.setTimeout(120_000)
  await api.createProject('speaking', { 'user:maya': 'user' }, { requireTemplate: { disabled: true } })
  const namespace = projectNamespace('speaking')
  const spec = {
    owner: { user: 'admin' },
    template: {},
    extraAccessRules: [{ users: ['maya'], clusterRole: 'view' }],
  }
  await api.create(spaceInstance, { name: 'say', namespace, spec })
  const admin = await inside(server)
  const refusals = refusalsOf(page)
  const at = (pod: string): string =>
    `/projects/speaking/spaces/say/resources/core/v1/pods/${host}/${pod}/logs`
  await run(admin, host, 'counter', { command: ['sh', '-c', counting] })
  await run(admin, host, 'failing', { image: 'crash:1' })
  await run(admin, host, 'waiting', { image: 'does-not-exist:1' })
  await run(admin, host, 'quiet', { command: ['sh', '-c', 'sleep 100000'] })
  await run(admin, host, 'gaudy', { command: ['sh', '-c', `echo "${colourful}"; sleep 100000`] })

  await test.step('from the pod to its log, which goes on by itself', async () => {
    await signIn(page, server, 'maya', `/projects/speaking/spaces/say/pods?pod=${host}%2Fcounter`)
    await expect(page.getByRole('row', { name: /\bcounter/ })).toContainText('Running')
    await page.getByRole('button', { name: 'Logs' }).click()
    await expect(page).toHaveURL(new RegExp(`${at('counter')}$`))
    await expect(page.getByText('Live', { exact: true }).last()).toBeVisible()
    const before = await lastNumber(page)
    await expect.poll(() => lastNumber(page)).toBeGreaterThan(before + 3)
    await expectReadable(page)
    await expectNarrow(page)
  })

  await test.step('paused, it stays where it is, and a button leads back to the end', async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    const numbers = await numbersIn(page)
    const button = page.getByRole('button', { name: /^\d+ lines below/ })
    await fillWindow(page)
    await log(page).press('Home')
    await expect(button).toBeVisible()
    await expect.poll(() => numbersIn(page)).toContain(1)
    const still = await numbersIn(page)
    await expect
      .poll(async () => Number.parseInt((await button.textContent()) ?? '0', 10))
      .toBeGreaterThan(numbers.length / 10)
    expect(await numbersIn(page)).toEqual(still)
    await button.click()
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await log(page).press('Home')
    await expect(page.getByRole('button', { name: 'Follow' })).toBeVisible()
    await log(page).press('End')
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
    // Whoever turns back at once is not carried on.
    await Promise.all(['Home', 'End'].map((key) => page.keyboard.press(key)))
    await expect(button).toBeHidden()
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  })

  await test.step('what is sought is marked, counted, and gone through', async () => {
    await log(page).press('Control+f')
    const field = page.getByRole('searchbox', { name: 'Find in this log' })
    await expect(field).toBeFocused()
    // Keys come faster than the address follows.
    await Promise.all(['a', 'b', 'c'].map((key) => page.keyboard.press(key)))
    await expect(field).toHaveValue('abc')
    // One that a browser could take for ever over is looked for otherwise.
    await field.fill('(number )+1?[78]$')
    await page.getByRole('button', { name: 'Regular expression' }).click()
    await expect(page.getByText('4 lines', { exact: true })).toBeVisible()
    await field.fill('number 1?7$')
    await expect(page.getByText('2 lines', { exact: true })).toBeVisible()
    await field.press('Enter')
    await expect(page.getByText(/^\d of 2 lines$/)).toBeVisible()
    await field.press('Shift+Enter')
    await expect(log(page).locator('mark')).not.toHaveCount(0)
    await expect(page).toHaveURL(/(?=.*find=number\+1%3F7%24).*regex=1/)
  })

  await test.step('a copied address shows the same line and the same search', async () => {
    await page.getByRole('button', { name: /^Times in your zone/ }).click()
    await expect(log(page).getByRole('time').first()).toBeVisible()
    await log(page).locator('.line.current .number').click()
    await expect(page).toHaveURL(/times=1.*#20/)
    const line = await log(page).locator('.line.linked .text').textContent()
    const { pathname, search, hash } = new URL(page.url())
    const other = await otherPage(browser, server, 'maya', pathname + search + hash)
    await expect(log(other).locator('.line.linked .text')).toHaveText(line ?? '')
    await expect(log(other).locator('.line.linked')).toBeInViewport()
    await expect(other.getByRole('searchbox')).toHaveValue('number 1?7$')
    await expect(log(other).getByRole('time').first()).toBeVisible()
    await other.context().close()
  })

  await test.step('a server that was restarted leaves no line out and doubles none', async () => {
    await page.goto(at('counter'))
    await expect.poll(() => lastNumber(page)).toBeGreaterThan(0)
    await server.stop()
    await expect(page.getByText('Reconnecting…').last()).toBeVisible()
    const before = await lastNumber(page)
    await server.start()
    await expect.poll(() => lastNumber(page), { timeout: 20_000 }).toBeGreaterThan(before + 5)
    const all = await copied(page)
    expect(all).toEqual(all.map((_, index) => `number ${index + 1}`))
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download all lines' }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('counter-main.log')
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(all.length)
    expect(lines).toEqual(lines.map((_, index) => `number ${index + 1}`))
  })

  await test.step('the run before of a container that fails, and what has no log', async () => {
    await page.goto(at('failing'))
    await expect(log(page)).toContainText('Error: connect ECONNREFUSED')
    await expect(log(page).locator('.line.error .grave').first()).toHaveText('E')
    await page.getByRole('button', { name: 'Previous run' }).click()
    await expect(page.getByText(/^Previous run: Error, exit code 1/)).toBeVisible()
    await expect(page).toHaveURL(/previous=1/)
    await page.goto(at('waiting'))
    await expect(page.getByText('has not started yet')).toBeVisible()
    await page.goto(at('quiet'))
    await expect(page.getByText('The container has printed nothing')).toBeVisible()
    await page.goto(`${at('counter')}?previous=1`)
    await expect(page.getByText('There is no previous run')).toBeVisible()
    await page.goto(at('no-such'))
    await expect(page.getByText('There is no Pod “no-such')).toBeVisible()
    await page.goto(at('gaudy'))
    await expect(log(page).locator('.text')).toHaveText('red alert')
    await expect(log(page).locator('.front-1')).toHaveText('red')
  })

  await test.step('a pod that is deleted leaves its last words', async () => {
    await page.goto(at('counter'))
    await expect.poll(() => lastNumber(page)).toBeGreaterThan(0)
    await admin.ask('DELETE', `/api/v1/namespaces/${host}/pods/counter?gracePeriodSeconds=1`)
    await expect(page.getByText('The pod was deleted')).toBeVisible()
    expect(await lastNumber(page)).toBeGreaterThan(0)
  })
  expect(refusals()).toEqual([])
})

/** The administrator in the space, once that is there. */
async function inside(server: TestServer): Promise<Person> {
  const person = await signInByPassword(server, 'admin')
  let admin: Person | undefined
  await until(
    async () => {
      admin = await inProject(server, person, { project: 'speaking', space: 'say' }).catch(() => undefined)
      return admin !== undefined && (await admin.ask('GET', `/api/v1/namespaces/${host}/pods`)).code === 200
    },
    () => 'the space is not ready',
  )
  if (admin === undefined) throw new Error('nobody came in')
  return admin
}

async function run(admin: Person, namespace: string, name: string, container: object): Promise<void> {
  const spec = {
    containers: [{ name: 'main', image: 'busybox', resources: { requests: limits, limits }, ...container }],
  }
  const { code, body } = await admin.ask('POST', `/api/v1/namespaces/${namespace}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec,
  })
  expect(code, JSON.stringify(body)).toBe(201)
}

function log(page: Page): Locator {
  return page.getByRole('log')
}

/** The numbers of the lines that are drawn. */
async function numbersIn(page: Page): Promise<number[]> {
  const texts = await log(page).locator('.text').allTextContents()
  return texts.map((text) => Number(text.replace('number ', '')))
}

async function lastNumber(page: Page): Promise<number> {
  return (await numbersIn(page)).at(-1) ?? 0
}

/** Waits until there is more than the window holds. */
async function fillWindow(page: Page): Promise<void> {
  const overflows = () => log(page).evaluate((element) => element.scrollHeight > element.clientHeight + 40)
  await expect.poll(overflows, { timeout: 15_000 }).toBe(true)
}

/** All lines that the page has, as it puts them on the clipboard. */
async function copied(page: Page): Promise<string[]> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Copy all lines' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  return (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
}

function refusalsOf(page: Page): () => string[] {
  const refusals: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url())
  })
  page.on('console', (message) => {
    if (/WebSocket connection to .*403/.test(message.text())) refusals.push(message.text())
  })
  return () => refusals
}
