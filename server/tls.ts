import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  key: string
  cert: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const day = 86_400_000

/** Makes a certificate authority for ten years; it signs leaf certificates and nothing else. */
export async function makeAuthority(name: string, now = new Date()): Promise<KeyPair> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${name}`,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 3650 * day),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
    ],
  })
  return { key: await pem(keys.privateKey), cert: cert.toString('pem') }
}

/** Makes a server certificate for names and addresses, signed by the authority, for a year. */
export async function makeServerCertificate(
  authority: KeyPair,
  hosts: readonly string[],
  now = new Date(),
): Promise<KeyPair> {
  const issuer = new x509.X509Certificate(authority.cert)
  const signingKey = await crypto.subtle.importKey('pkcs8', der(authority.key), algorithm, false, ['sign'])
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${hosts[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 365 * day),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer, false),
    ],
  })
  return { key: await pem(keys.privateKey), cert: cert.toString('pem') }
}

/** Whether a certificate is good for all hosts for another month and was signed by the authority. */
export function stillGood(
  pair: KeyPair,
  authority: KeyPair,
  hosts: readonly string[],
  now = new Date(),
): boolean {
  const cert = new X509Certificate(pair.cert)
  const named = (host: string) => (isIP(host) === 0 ? cert.checkHost(host) : cert.checkIP(host)) !== undefined
  return (
    cert.validToDate.getTime() - now.getTime() > 30 * day &&
    cert.verify(new X509Certificate(authority.cert).publicKey) &&
    hosts.every(named)
  )
}

/** A positive serial number of 16 random bytes, in hex. */
function serial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return Buffer.from(bytes).toString('hex')
}

async function pem(key: CryptoKey): Promise<string> {
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${bytes.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`
}

function der(pemText: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(pemText.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
}
