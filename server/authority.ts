import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { makeAuthority, type KeyPair } from '#server/tls.ts'

const name = 'aerie-ca'
const path = `/api/v1/namespaces/${systemNamespace}/secrets`

/** The authority of the https address, kept in the management cluster so that every replica and restart has the same. */
export async function gatewayAuthority(client: Client): Promise<KeyPair> {
  const stored = await orAbsent(client.get(`${path}/${name}`))
  if (stored !== undefined) return read(stored)
  const made = await makeAuthority('Aerie')
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: systemNamespace },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': Buffer.from(made.cert).toString('base64'),
      'tls.key': Buffer.from(made.key).toString('base64'),
    },
  }
  try {
    return read(await client.create(path, secret))
  } catch (error) {
    // Another server was faster with its own at the first start of both.
    if (!(error instanceof StatusError) || error.reason !== 'AlreadyExists') throw error
    return read(await client.get(`${path}/${name}`))
  }
}

function read(secret: KubeObject): KeyPair {
  const data = secret['data'] as Record<string, string>
  const value = (key: string) => Buffer.from(data[key] ?? '', 'base64').toString()
  return { cert: value('tls.crt'), key: value('tls.key') }
}
