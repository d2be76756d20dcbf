import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clientOf, type Client } from '#server/cluster/client.ts'
import { connectionFrom, type Connection } from '#server/cluster/connection.ts'
import type { TestServer } from './server.ts'

/** Works on the management cluster itself as Aerie does, past the gateway. */
export async function onManagementCluster<T>(
  { dataDir }: Pick<TestServer, 'dataDir'>,
  work: (client: Client, connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = connectionFrom(
    await readFile(join(dataDir, 'clusters', 'management.kubeconfig'), 'utf8'),
  )
  try {
    return await work(clientOf(connection), connection)
  } finally {
    await connection.dispatcher.destroy()
  }
}
