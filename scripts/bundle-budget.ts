import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { loadedFiles, type Manifest } from './tools/loaded-files.ts'

interface Page {
  what: string
  /** Where its code begins, beside what every page loads; it brings the shell if it needs it. */
  modules: string[]
  /** Bytes of brotli, at most. */
  budget: number
}

/** More pages come, and what they share must not find its way into these two. */
const pages: Page[] = [
  { what: 'sign-in', modules: ['web/pages/login-page.tsx'], budget: 160_000 },
  { what: 'home', modules: ['web/pages/home-page.tsx'], budget: 200_000 },
  { what: '/teams', modules: ['web/pages/teams-page.tsx'], budget: 200_000 },
  { what: '/projects', modules: ['web/pages/projects-page.tsx'], budget: 200_000 },
  {
    what: 'the overview of a space',
    modules: ['web/pages/instance-page.tsx', 'web/pages/instance/overview-tab.tsx'],
    budget: 200_000,
  },
  {
    what: 'the pods of a space',
    modules: ['web/pages/instance-page.tsx', 'web/pages/inside/pods-tab.tsx'],
    budget: 200_000,
  },
]

/**
 * What the first pages cost: all JavaScript that a browser loads for them, compressed as a server would send
 * it. Prints each file and fails above a budget. Needs `vite build` to have run.
 */
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest

for (const { what, modules, budget } of pages) {
  const sizes = loadedFiles(manifest, ['index.html', ...modules])
    .map((file) => ({ file, bytes: brotliCompressSync(readFileSync(join(dist, file))).length }))
    .sort((one, other) => other.bytes - one.bytes)
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${file}`)
  console.log(`${kilobytes(total)}  all of ${what}, at most ${kilobytes(budget).trim()}`)
  if (total > budget) process.exitCode = 1
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9)
}
