import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import { residentMegabytes, proportionalMegabytes } from '#bench/processes.ts'
await withDataDir((f) => withAerie(f, ({origin, process: p, startedIn}) => withBrowser(async (b) => {
  const page = await (await signedIn(b, origin)).newPage(); await page.goto(origin); await page.getByRole('heading',{level:1}).waitFor()
  await delay(60000 - startedIn - 3000)
  const pid = p.pid ?? 0
  console.log('rss', residentMegabytes(pid), 'pss', proportionalMegabytes(pid))
}), { AERIE_SEED: 'demo', ...JSON.parse(process.env.EXTRA ?? '{}') }))
