import { defineConfig } from 'vitest/config'

/** Unit and contract tests need nothing but Node; wire and client tests start servers and real clients. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
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
          include: ['e2e/{wire,clients}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
