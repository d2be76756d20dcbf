import 'reflect-metadata'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'
import type { KeyPair, Subject } from './certificates.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const day = 86_400_000

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
