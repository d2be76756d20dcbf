import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { loadedFiles, type Manifest } from './tools/loaded-files.ts'

/**
 * What the first page costs: all JavaScript that a browser loads for /teams, compressed as a server would
 * send it. Prints each file and fails above the budget. Needs `vite build` to have run.
 */
const budget = 200_000
const page = 'web/pages/teams-page.tsx'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest
const sizes = loadedFiles(manifest, ['index.html', page])
  .map((file) => ({ file, bytes: brotliCompressSync(readFileSync(join(dist, file))).length }))
  .sort((one, other) => other.bytes - one.bytes)
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)

for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${file}`)
console.log(`${kilobytes(total)}  all of ${page}, at most ${kilobytes(budget).trim()}`)
if (total > budget) process.exitCode = 1

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9)
}
