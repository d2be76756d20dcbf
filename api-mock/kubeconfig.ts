import { chmod, writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'

/** Writes the file with which a client reaches a cluster as its administrator. */
export async function writeKubeconfig(
  path: string,
  { name, server, ca, token }: { name: string; server: string; ca: string; token: string },
): Promise<void> {
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name, cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin' } }],
    'current-context': name,
  })
  await writeFile(path, text, { mode: 0o600 })
  // The mode of an existing file is not changed by writing it.
  await chmod(path, 0o600)
}
