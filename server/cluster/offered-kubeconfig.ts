import { parse } from 'yaml'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, listOf, textOf } from './fields.ts'

/** What a kubeconfig says of its current context, and all that is kept of it. */
export interface Offered {
  /** For example https://203.0.113.7:6443, without a slash at its end. */
  server: string
  /** PEM of the authority, base64. */
  ca: string
  token: string
}

/** What would have Aerie's server run programs or read files of its own, or talk past what is checked. */
const refusedOfUser: readonly (readonly [field: string, why: string])[] = [
  ['exec', 'it would run a program on this server'],
  ['auth-provider', 'it would run a plugin on this server'],
  ['tokenFile', 'it would read a file of this server'],
  ['client-certificate', 'it would read a file of this server'],
  ['client-key', 'it would read a file of this server'],
  ['as', 'whoever is impersonated changes with every request here'],
  ['as-groups', 'whoever is impersonated changes with every request here'],
  ['as-uid', 'whoever is impersonated changes with every request here'],
  ['as-user-extra', 'whoever is impersonated changes with every request here'],
]

const refusedOfCluster: readonly (readonly [field: string, why: string])[] = [
  ['certificate-authority', 'it would read a file of this server: put it in as certificate-authority-data'],
  ['insecure-skip-tls-verify', 'nobody would know who answers'],
  ['proxy-url', 'the way to the cluster must be a direct one'],
  ['tls-server-name', 'the certificate must be for the address'],
]

/**
 * Reads a kubeconfig that somebody hands in. Throws an Error that names what is refused or missing, and never quotes
 * the text, which holds a credential.
 */
export function readOffered(text: string): Offered {
  const config = parsed(text)
  const current = textOf(config['current-context'])
  const context = fieldsOf(named(config['contexts'], current, 'context'))
  const cluster = fieldsOf(named(config['clusters'], textOf(context['cluster']), 'cluster'))
  const user = fieldsOf(named(config['users'], textOf(context['user']), 'user'))
  if (current === '' || Object.keys(context).length === 0)
    throw new Error('the kubeconfig has no current context')
  refuse(cluster, refusedOfCluster)
  refuse(user, refusedOfUser)
  const token = textOf(user['token'])
  if (token === '') {
    const other =
      user['client-certificate-data'] === undefined && user['username'] === undefined
        ? 'nothing to sign in with'
        : 'another way to sign in'
    throw new Error(`the kubeconfig has ${other}: give it a token, such as that of a ServiceAccount`)
  }
  if (/[^\x21-\x7e]/.test(token)) throw new Error('the token of the kubeconfig is no token')
  const ca = textOf(cluster['certificate-authority-data'])
  if (ca === '') throw new Error('the kubeconfig has no certificate-authority-data')
  return { server: addressIn(textOf(cluster['server'])), ca, token }
}

function parsed(text: string): JsonObject {
  let config: unknown
  try {
    config = parse(text, { prettyErrors: false, maxAliasCount: 0, logLevel: 'error' })
  } catch {
    throw new Error('this is no kubeconfig: it cannot be read as YAML')
  }
  if (!isObject(config)) throw new Error('this is no kubeconfig')
  return config
}

function named(entries: unknown, name: string, field: string): unknown {
  return listOf(entries).find((entry) => entry['name'] === name)?.[field]
}

function refuse(fields: JsonObject, refused: typeof refusedOfUser): void {
  for (const [field, why] of refused) {
    const value = fields[field]
    if (value === undefined || value === null || value === false || value === '') continue
    throw new Error(`the kubeconfig has ${field}, which is refused: ${why}`)
  }
}

function addressIn(server: string): string {
  const url = URL.parse(server)
  if (url === null) throw new Error('the kubeconfig has no address of a server')
  if (url.protocol !== 'https:') throw new Error('the address of the server must begin with https://')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Error('the address of the server has more in it than a host, a port and a path')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** The kubeconfig that is kept: of what was handed in, what is needed and nothing else. */
export function keptKubeconfig({ server, ca, token }: Offered): string {
  const name = 'cluster'
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': ca } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  })
}
