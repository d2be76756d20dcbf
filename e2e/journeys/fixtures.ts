import { test as base, expect, type Browser, type Page } from '@playwright/test'
import { startServer, type TestServer } from '#e2e/support/server.ts'
import { managementApi, type ManagementApi } from './management-api.ts'

interface Fixtures {
  /** A page on which any error in the console, or any violation of the policy, fails the test. */
  page: Page
}

interface WorkerFixtures {
  server: TestServer
  /** The API as the administrator uses it, to set the scene. */
  api: ManagementApi
}

export interface WorkerOptions {
  seed: 'demo' | 'people' | 'empty'
}

/** Each worker has a real server with fresh data; each test a fresh browser. */
export const test = base.extend<Fixtures, WorkerFixtures & WorkerOptions>({
  seed: ['empty', { option: true, scope: 'worker' }],
  server: [
    async ({ seed }, provide) => {
      const server = await startServer({ seed })
      await provide(server)
      await server.dispose()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ server }, provide) => provide(server.http),
  api: [async ({ server }, provide) => provide(await managementApi(server, 'admin')), { scope: 'worker' }],
  page: async ({ page }, provide) => {
    const complaints = complaintsOf(page)
    await provide(page)
    expect(complaints, 'errors in the console').toEqual([])
  },
})

/** What the browser complained about; a request that failed is the page's own business to handle. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const network = /Failed to load resource|WebSocket connection to|ERR_CONNECTION/.test(message.text())
    if (message.type() === 'error' && !network) complaints.push(message.text())
  })
  return complaints
}

/** Begins a session as the form does, which the journeys of sign-in go through; the next page has it. */
export async function startSession(page: Page, server: TestServer, username = 'admin'): Promise<void> {
  const session = await page.request.post(`${server.http}/auth/session`, {
    data: { username, password: server.password },
    headers: { origin: server.http },
  })
  expect(session.status(), await session.text()).toBe(201)
}

/** The same, and opens a page. */
export async function signIn(page: Page, server: TestServer, username = 'admin', path = '/'): Promise<void> {
  await startSession(page, server, username)
  await page.goto(path)
  await expect(page.getByRole('button', { name: /^Signed in as/ })).toBeVisible()
}

/** A second person, or the same one in a browser of their own. */
export async function otherPage(
  browser: Browser,
  server: TestServer,
  username = 'admin',
  path = '/',
): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.http })
  const page = await context.newPage()
  await signIn(page, server, username, path)
  return page
}

export { expect }
