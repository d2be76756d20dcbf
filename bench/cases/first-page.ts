import { brotliCompressSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { adminCredentials, withAerie, withDataDir } from '#bench/aerie.ts'
import type { Figure } from '#bench/figure.ts'
import { ensureChromium } from '#scripts/tools/programs.ts'

/** What the browser loads before the first page stands, with an empty cache: signed out, and signed in. */
export async function firstPage(): Promise<Figure[]> {
  const executablePath = await ensureChromium()
  return withDataDir((folder) =>
    withAerie(folder, async ({ origin }) => {
      // Chromium's own sandbox cannot be had as root.
      const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
      try {
        const out = await (await browser.newContext()).newPage()
        const signedOut = await load(out, origin)
        const context = await browser.newContext()
        await context.request.post(`${origin}/auth/session`, { data: adminCredentials, headers: { origin } })
        const signedIn = await load(await context.newPage(), origin)
        return [
          {
            what: 'sign-in page: JavaScript (brotli)',
            unit: 'kB',
            ours: signedOut.scripts,
            budget: '≤ 200 kB',
          },
          { what: 'sign-in page: requests', unit: '', ours: signedOut.requests, budget: '≤ 12' },
          { what: 'first page: JavaScript (brotli)', unit: 'kB', ours: signedIn.scripts, budget: '≤ 200 kB' },
          { what: 'first page: requests', unit: '', ours: signedIn.requests, budget: '≤ 12' },
          { what: 'first page: content after', unit: 'ms', ours: signedIn.milliseconds },
        ]
      } finally {
        await browser.close()
      }
    }),
  )
}

async function load(
  page: Page,
  url: string,
): Promise<{ scripts: number; requests: number; milliseconds: number }> {
  const scripts: Promise<number>[] = []
  let count = 0
  page.on('response', (response) => {
    count++
    if (response.request().resourceType() !== 'script') return
    // Whatever the server compresses: the budget is in bytes of brotli.
    scripts.push(response.body().then((body) => brotliCompressSync(body).length))
  })
  const began = performance.now()
  await page.goto(url)
  await page.getByRole('heading').first().waitFor()
  // What comes after this is for the pages that a person may go to next.
  const milliseconds = performance.now() - began
  const requests = count
  const sizes = await Promise.all(scripts)
  return { scripts: sizes.reduce((sum, size) => sum + size, 0) / 1000, requests, milliseconds }
}
