import { createHash } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { PeerCertificate } from 'node:tls'
import type { Duplex } from 'node:stream'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import type { Peer } from '#api-mock/serve/exchange.ts'

/** Who showed a client certificate on a connection. */
export function peerOf(socket: Duplex): Peer | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const certificate = socket.getPeerCertificate()
  // Without a certificate it is an empty object.
  if (Object.keys(certificate).length === 0) return undefined
  return { user: socket.authorized ? userOf(certificate) : undefined }
}

/** The user of a certificate's CN, in the groups of its Os; undefined where it names nobody. */
export function userOf({ subject, raw }: Pick<PeerCertificate, 'subject' | 'raw'>): UserInfo | undefined {
  const [username] = [subject.CN].flat()
  if (username === undefined || username === '') return undefined
  const id = `X509SHA256=${createHash('sha256').update(raw).digest('hex')}`
  return {
    username,
    groups: [...new Set([subject.O ?? []].flat()), 'system:authenticated'],
    extra: { 'authentication.kubernetes.io/credential-id': [id] },
  }
}
