import { defineConfig } from '@playwright/test'

/** Browser journeys against the real server, which each worker starts for itself (see fixtures.ts). */
export default defineConfig({
  testDir: '.',
  // The longest first, beside which the other worker does the rest.
  projects: [
    { name: 'everywhere', testMatch: 'everywhere.e2e.ts' },
    { name: 'journeys', testMatch: '*.e2e.ts', testIgnore: 'everywhere.e2e.ts' },
  ],
  outputDir: '../../.cache/journeys',
  // Two cores serve the browser, the server and its clusters: what one journey waits for, another has.
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    // It would be a third of what a journey costs; `--trace on` makes one of what failed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        // There is no graphics card: what would be drawn by one is drawn by the processors, at twice the price.
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
})
