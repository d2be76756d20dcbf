import { brotliCompressSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import type { Figure } from '#bench/figure.ts'

/** What the browser loads before the first page stands, with an empty cache: signed out, and signed in. */
export async function firstPage(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, ({ origin }) =>
      withBrowser(async (browser) => {
        const out = await load(await (await browser.newContext()).newPage(), origin)
        const home = await load(await (await signedIn(browser, origin)).newPage(), origin)
        return [
          { what: 'sign-in page: JavaScript (brotli)', unit: 'kB', ours: out.scripts, budget: '≤ 200 kB' },
          { what: 'sign-in page: requests', unit: '', ours: out.requests, budget: '≤ 12' },
          { what: 'first page: JavaScript (brotli)', unit: 'kB', ours: home.scripts, budget: '≤ 200 kB' },
          { what: 'first page: requests', unit: '', ours: home.requests, budget: '≤ 12' },
          { what: 'first page: content after', unit: 'ms', ours: home.milliseconds },
        ]
      }),
    ),
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
