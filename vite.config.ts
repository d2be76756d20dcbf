import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The gateway that `npm run dev` put behind this development server. */
const gateway = process.env['AERIE_DEV_GATEWAY'] ?? 'http://localhost:8080'

/**
 * Puts a brotli copy beside each file of the build, so that the server compresses nothing while it serves.
 * Done after everything is written: Vite still changes the chunks while it makes the bundle.
 */
const precompressed: Plugin = {
  name: 'precompressed',
  apply: 'build',
  writeBundle({ dir = 'dist' }, bundle) {
    for (const fileName of Object.keys(bundle)) {
      if (!/\.(js|css|html|svg)$/.test(fileName)) continue
      const path = join(dir, fileName)
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
  },
}

export default defineConfig({
  plugins: [react(), precompressed],
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The content-security policy allows no data: scripts and no inline module preload polyfill.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    manifest: true,
    rolldownOptions: {
      output: {
        // A shared file is named after all that share it, which can be longer than an address should be.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0] ?? name}-[hash].js`,
        codeSplitting: {
          groups: [
            // Everything that every page needs travels as one file, and not as twenty.
            { name: 'base', tags: ['$initial'], priority: 1 },
            // What several later pages share: few files, at the price of a few kilobytes not used at once.
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 30_000 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/kubernetes', '/auth', '/version', '/healthz', '/readyz'].map((path) => [
        path,
        { target: gateway, ws: true },
      ]),
    ),
  },
})
