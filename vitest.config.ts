import { defineConfig } from 'vitest/config'

/** On a slow machine what is waited for comes late, and that is no failure. */
const patient = {
  setupFiles: ['e2e/support/patience.ts'],
  expect: { poll: { timeout: 15_000 } },
}

/** Unit and contract tests need nothing but Node; wire and client tests start servers and real clients. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...patient,
          include: ['{api,api-mock,bench,kube,server,web,scripts,e2e/oracle}/**/*.test.ts'],
          environment: 'node',
          // Many small files of the same sources: loading these anew for each costs more than all the tests.
          isolate: false,
          unstubGlobals: true,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'wire',
          ...patient,
          include: ['e2e/{wire,clients}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
