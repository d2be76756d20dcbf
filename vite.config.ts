import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The gateway that `npm run dev` put behind this development server. */
const gateway = process.env['AERIE_DEV_GATEWAY'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The content-security policy allows no data: scripts and no inline module preload polyfill.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    manifest: true,
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
