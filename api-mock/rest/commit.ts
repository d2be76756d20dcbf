import type { Transaction } from '#api-mock/store/transaction.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { WriteOptions } from './options.ts'

/** Runs a write for real, or against the state of now without storing anything. */
export async function commit<T>(
  { cluster }: Context,
  { dryRun }: Pick<WriteOptions, 'dryRun'>,
  run: (transaction: Transaction) => T,
): Promise<T> {
  return dryRun ? cluster.store.rehearse(run) : await cluster.store.write(run)
}
