import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { ensureChromium } from '#scripts/tools/programs.ts'
import { adminCredentials } from './aerie.ts'

/** A browser with an empty cache, closed after the task. */
export async function withBrowser<T>(task: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = await ensureChromium()
  // Chromium's own sandbox cannot be had as root.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  try {
    return await task(browser)
  } finally {
    await browser.close()
  }
}

/** A window in which the administrator is signed in. */
export async function signedIn(browser: Browser, origin: string): Promise<BrowserContext> {
  const context = await browser.newContext()
  await context.request.post(`${origin}/auth/session`, { data: adminCredentials, headers: { origin } })
  return context
}
