import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

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

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const day = 86_400_000

/** A certificate is made anew so many milliseconds before it ends. */
const margin = 30 * day

/** Makes an authority for ten years, which signs servers and clients and nothing else. */
export async function makeAuthority(name: string, now: Date): Promise<KeyPair> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    ...lasting(3650, now),
    name: `CN=${name}`,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
    ],
  })
  return { key: await pem(keys.privateKey), cert: cert.toString('pem') }
}

/** Makes a certificate for a year. */
export async function issue(authority: KeyPair, { name, hosts }: Subject, now: Date): Promise<KeyPair> {
  const issuer = new x509.X509Certificate(authority.cert)
  const signingKey = await crypto.subtle.importKey('pkcs8', der(authority.key), algorithm, false, ['sign'])
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage
  const cert = await x509.X509CertificateGenerator.create({
    ...lasting(365, now),
    subject: name,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([hosts === undefined ? clientAuth : serverAuth]),
      ...(hosts === undefined ? [] : [alternativeNames(hosts)]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer, false),
    ],
  })
  return { key: await pem(keys.privateKey), cert: cert.toString('pem') }
}

/** When a certificate is to be made anew, in milliseconds since the epoch. Throws where it cannot be read. */
export function renewalOf({ cert }: KeyPair): number {
  return new X509Certificate(cert).validToDate.getTime() - margin
}

/** Whether a certificate lasts, was signed by the authority and is for all hosts. Throws where it cannot be read. */
export function isGood(pair: KeyPair, authority: KeyPair, { hosts = [] }: Subject, now: Date): boolean {
  const cert = new X509Certificate(pair.cert)
  const named = (host: string) => (isIP(host) === 0 ? cert.checkHost(host) : cert.checkIP(host)) !== undefined
  return (
    renewalOf(pair) > now.getTime() &&
    cert.verify(new X509Certificate(authority.cert).publicKey) &&
    hosts.every(named)
  )
}

function lasting(
  days: number,
  now: Date,
): { serialNumber: string; notBefore: Date; notAfter: Date; signingAlgorithm: typeof algorithm } {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  // A serial number is positive.
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return {
    serialNumber: Buffer.from(bytes).toString('hex'),
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + days * day),
    signingAlgorithm: algorithm,
  }
}

function alternativeNames(hosts: readonly string[]): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension(
    hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host })),
  )
}

async function pem(key: CryptoKey): Promise<string> {
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${bytes.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`
}

function der(pemText: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(pemText.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
}
