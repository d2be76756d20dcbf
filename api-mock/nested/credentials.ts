import { stringify } from 'yaml'
import { isGood, renewalOf } from './certificates.ts'
import type { KeyPair, Subject } from './certificates.ts'
import type { ControlPlane } from './control-plane.ts'
import type { HostSecrets } from './host-secrets.ts'

/** What a nested server is known by, and what its administrator is. */
export interface Credentials {
  authority: KeyPair
  server: KeyPair
  admin: KeyPair
}

type Place = Pick<ControlPlane, 'name' | 'namespace'>

/** The Secrets in which a nested server keeps its certificates, and tells its administrator's. */
export function secretNames({ name }: Pick<ControlPlane, 'name'>): {
  certificates: string
  kubeconfig: string
} {
  return { certificates: `${name}-certs`, kubeconfig: `vc-${name}` }
}

const admin: Subject = { name: 'O=system:masters, CN=kubernetes-super-admin' }

function serverOf({ name, namespace }: Place): Subject {
  const service = (host: string, space: string): string[] => [
    host,
    `${host}.${space}`,
    `${host}.${space}.svc`,
    `${host}.${space}.svc.cluster.local`,
  ]
  const hosts = [...service(name, namespace), ...service('kubernetes', 'default'), 'localhost', '127.0.0.1']
  return { name: 'CN=kube-apiserver', hosts }
}

/**
 * The credentials that are in the Secrets of a nested server, where they are missing or old after making new
 * ones: a deleted Secret is written again. Rejects where the Secrets cannot be read or written.
 */
export async function ensureCredentials(secrets: HostSecrets, place: Place, now: Date): Promise<Credentials> {
  const names = secretNames(place)
  const found = secrets.read(names.certificates) ?? {}
  const authority = await authorityOf(found, now)
  const server = await pairOf(found, { prefix: 'apiserver', subject: serverOf(place), authority, now })
  const client = await pairOf(found, { prefix: 'admin', subject: admin, authority, now })
  const certificates = {
    'ca.crt': authority.cert,
    'ca.key': authority.key,
    'apiserver.crt': server.cert,
    'apiserver.key': server.key,
    'admin.crt': client.cert,
    'admin.key': client.key,
  }
  await secrets.write(names.certificates, certificates)
  const credentials = { authority, server, admin: client }
  await secrets.write(names.kubeconfig, kubeconfigValues(credentials))
  return credentials
}

/** When the first of the certificates is to be made anew, in milliseconds since the epoch. */
export function nextRenewal({ server, admin: client }: Credentials): number {
  return Math.min(renewalOf(server), renewalOf(client))
}

async function authorityOf(found: Record<string, string>, now: Date): Promise<KeyPair> {
  const { 'ca.crt': cert = '', 'ca.key': key = '' } = found
  const known = { cert, key }
  if (cert !== '' && key !== '' && renewalOf(known) > now.getTime()) return known
  // What makes certificates is large, and is needed only for virtual clusters that are new.
  const { makeAuthority } = await import('./issue.ts')
  return await makeAuthority('kubernetes', now)
}

async function pairOf(
  found: Record<string, string>,
  { prefix, subject, authority, now }: { prefix: string; subject: Subject; authority: KeyPair; now: Date },
): Promise<KeyPair> {
  const { [`${prefix}.crt`]: cert = '', [`${prefix}.key`]: key = '' } = found
  const known = { cert, key }
  if (cert !== '' && key !== '' && isGood(known, authority, subject, now)) return known
  const { issue } = await import('./issue.ts')
  return await issue(authority, subject, now)
}

/** The values of the Secret from which clients take how to reach the server. */
function kubeconfigValues({ authority, admin: client }: Credentials): Record<string, string> {
  const name = 'my-vcluster'
  const encoded = (text: string): string => Buffer.from(text).toString('base64')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: 'https://localhost:8443',
          'certificate-authority-data': encoded(authority.cert),
        },
      },
    ],
    users: [
      {
        name,
        user: { 'client-certificate-data': encoded(client.cert), 'client-key-data': encoded(client.key) },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
  return {
    config: stringify(config),
    'certificate-authority': authority.cert,
    'client-certificate': client.cert,
    'client-key': client.key,
  }
}
