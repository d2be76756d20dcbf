import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** On a slow machine what is waited for comes late, and that is no failure. */
const patient = {
  setupFiles: ['e2e/support/patience.ts'],
  expect: { poll: { timeout: 15_000 } },
}

/** Real clients take longest: what is short comes last, so that no core waits for the end of the other's. */
class ClientsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isClient = ({ moduleId }: TestSpecification) => Number(moduleId.includes('/e2e/clients/'))
    return (await super.sort(files)).toSorted((one, other) => isClient(other) - isClient(one))
  }
}

/** Unit and contract tests need nothing but Node; wire and client tests start servers and real clients. */
export default defineConfig({
  test: {
    sequence: { sequencer: ClientsFirst },
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
