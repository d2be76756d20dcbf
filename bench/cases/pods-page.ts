import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { managementPrefix } from '#api/paths.ts'
import { connectionFrom } from '#server/cluster/connection.ts'
import { type Aerie, signIn, withAerie, withDataDir } from '#bench/aerie.ts'
import { signedIn, withBrowser } from '#bench/browser.ts'
import { withFloorPage } from '#bench/floor-page.ts'
import type { Figure } from '#bench/figure.ts'
import { send, withPool } from '#bench/load.ts'
import { median } from '#bench/stats.ts'
import type { Target } from '#bench/targets.ts'

const pods = 5_000
const rounds = 5
const cluster = 'eu-west'
/** The namespace of the space. */
export const namespace = 'bench-s-many'
const podsPath = `/api/v1/namespaces/${namespace}/pods`
const group = '/apis/management.loft.sh/v1'

/**
 * From opening the address of a space's pods in a new window until the first row stands, of 5,000 that wait to be
 * admitted: nothing changes them meanwhile. The floor is a bare page with one fetch of the same Table; the two take
 * turns.
 */
export async function podsPage(): Promise<Figure[]> {
  return withDataDir((folder) =>
    withAerie(folder, async (aerie) => {
      const upstream = connectionFrom(
        readFileSync(join(aerie.dataDir, 'clusters', `${cluster}.kubeconfig`), 'utf8'),
      )
      await fill(aerie, upstream)
      return withFloor(folder, upstream, (floor) =>
        withBrowser((browser) => measure(browser, aerie.origin, floor)),
      )
    }),
  )
}

async function measure(browser: Browser, origin: string, floor: string): Promise<Figure[]> {
  const times: { ours: number[]; floor: number[] } = { ours: [], floor: [] }
  // The first of each makes the cells of all rows and compiles what answers.
  for (let round = 0; round <= rounds; round++) {
    const context = await signedIn(browser, origin)
    // As it is where somebody has signed in by the form; otherwise the page asks before anything else.
    await context.addInitScript(() => localStorage.setItem('aerie-signed-in', 'yes'))
    const ours = await firstRow(await context.newPage(), `${origin}/projects/bench/spaces/many/pods`)
    await context.close()
    const bare = await browser.newContext()
    const least = await firstRow(await bare.newPage(), `${floor}/?${podsPath}?includeObject=Metadata`)
    await bare.close()
    if (round === 0) continue
    times.ours.push(ours)
    times.floor.push(least)
  }
  return [
    {
      what: `${pods} pods of a space: first row`,
      unit: 'ms',
      ours: median(times.ours),
      floor: median(times.floor),
      budget: '≤ 2 floors',
    },
  ]
}

/** Milliseconds from the beginning of the navigation until the frame with the first row, by the page's own clock. */
async function firstRow(page: Page, url: string): Promise<number> {
  await page.addInitScript(markFirstRow, 'pod-0000')
  await page.goto(url, { waitUntil: 'commit' })
  const handle = await page.waitForFunction(() => performance.getEntriesByName('first-row')[0]?.startTime)
  return (await handle.jsonValue()) ?? NaN
}

/** Runs in the page, from its beginning: whoever looks from outside sees it later, and slows it down. */
function markFirstRow(name: string): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('body')?.textContent.includes(name) !== true) return
    observer.disconnect()
    requestAnimationFrame(() => performance.mark('first-row'))
  })
  observer.observe(document, { childList: true, subtree: true, characterData: true })
}

type Upstream = ReturnType<typeof connectionFrom>

/** A project, a space in it, and the pods in the space's namespace. */
async function fill(aerie: Aerie, { origin, prefix, ca, authorization }: Upstream): Promise<void> {
  const headers = { authorization: `Bearer ${await signIn(aerie)}` }
  const management: Target = { origin: aerie.origin, prefix: managementPrefix, headers }
  await makeSpace(management)
  const direct: Target = { origin, prefix, ca, headers: { authorization } }
  await withPool(direct, 16, async (pool) => {
    let made = 0
    const lane = async () => {
      while (made < pods)
        await post((path, content) => send(pool, direct, 'POST', path, content), podsPath, pod(made++))
    }
    await Promise.all(Array.from({ length: 16 }, lane))
  })
}

/** A project with one space, which is ready then. */
export async function makeSpace(management: Target): Promise<void> {
  await withPool(management, 1, async (pool) => {
    const make = (path: string, kind: string, name: string, spec: object) =>
      post((at, content) => send(pool, management, 'POST', at, content), `${group}/${path}`, {
        apiVersion: 'management.loft.sh/v1',
        kind,
        metadata: { name },
        spec,
      })
    const spaces = 'namespaces/loft-p-bench/spaceinstances'
    await make('projects', 'Project', 'bench', {
      allowedClusters: [{ name: cluster }],
      requireTemplate: { disabled: true },
    })
    await make(spaces, 'SpaceInstance', 'many', {
      owner: { user: 'admin' },
      clusterRef: { cluster },
      template: {},
    })
    const space = `${group}/${spaces}/many`
    while (!/"phase":"Ready"/.test(await send(pool, management, 'GET', space))) await delay(100)
  })
}

export function post(
  send: (path: string, content: { type: string; body: string }) => Promise<string>,
  path: string,
  object: object,
): Promise<string> {
  return send(path, { type: 'application/json', body: JSON.stringify(object) })
}

function pod(index: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${String(index).padStart(4, '0')}`, labels: { app: 'many' } },
    spec: {
      schedulingGates: [{ name: 'bench.aerie.dev/held' }],
      containers: [{ name: 'web', image: 'nginx', resources: { requests: { cpu: '10m', memory: '16Mi' } } }],
    },
  }
}

/** Builds the bare page and serves it, beside the cluster that it reads from. */
function withFloor<T>(
  folder: string,
  { origin, prefix, ca, authorization }: Upstream,
  task: (address: string) => Promise<T>,
): Promise<T> {
  const caFile = join(folder, 'floor-ca.pem')
  writeFileSync(caFile, ca)
  return withFloorPage(
    folder,
    {
      page: 'pods-page',
      server: 'page-server.ts',
      args: [origin + prefix, caFile],
      env: { BENCH_AUTHORIZATION: authorization },
    },
    (port) => task(`http://127.0.0.1:${port}`),
  )
}
