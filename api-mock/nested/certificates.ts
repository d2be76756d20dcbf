import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  key: string
  cert: string
}

/** Whom a certificate names, and what for. */
export interface Subject {
  /** Such as `O=system:masters, CN=kubernetes-super-admin`. */
  name: string
  /** The names and addresses of a server; undefined for a client. */
  hosts?: readonly string[]
}

/** A certificate is made anew so many milliseconds before it ends. */
const margin = 30 * 86_400_000

/** When a certificate is to be made anew, in milliseconds since the epoch. Throws where it cannot be read. */
export function renewalOf({ cert }: KeyPair): number {
  return new X509Certificate(cert).validToDate.getTime() - margin
}

/** Whether a certificate lasts, belongs to its key, was signed by the authority and is for all hosts. Throws where it cannot be read. */
export function isGood(pair: KeyPair, authority: KeyPair, { hosts = [] }: Subject, now: Date): boolean {
  const cert = new X509Certificate(pair.cert)
  const named = (host: string) => (isIP(host) === 0 ? cert.checkHost(host) : cert.checkIP(host)) !== undefined
  return (
    renewalOf(pair) > now.getTime() &&
    cert.checkPrivateKey(createPrivateKey(pair.key)) &&
    cert.verify(new X509Certificate(authority.cert).publicKey) &&
    hosts.every(named)
  )
}
