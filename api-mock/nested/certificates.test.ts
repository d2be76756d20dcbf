import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { isGood } from './certificates.ts'
import { issue, makeAuthority } from './issue.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = (days: number): Date => new Date(now.getTime() + days * 86_400_000)
const server = { name: 'CN=kube-apiserver', hosts: ['dev.web.svc', 'localhost', '127.0.0.1'] }

test('a certificate is good for its names until a month before its end', async () => {
  const authority = await makeAuthority('kubernetes', now)
  const pair = await issue(authority, server, now)
  expect(isGood(pair, authority, server, later(334))).toBe(true)
  expect(isGood(pair, authority, server, later(336))).toBe(false)
  expect(isGood(pair, authority, { ...server, hosts: ['other.web.svc'] }, now)).toBe(false)
  const { key } = await issue(authority, server, now)
  expect(isGood({ ...pair, key }, authority, server, now)).toBe(false)
  expect(isGood(pair, await makeAuthority('kubernetes', now), server, now)).toBe(false)
})

test('a client is named with its groups, and is no server', async () => {
  const authority = await makeAuthority('kubernetes', now)
  const subject = { name: 'O=system:masters, CN=kubernetes-super-admin' }
  const { cert } = await issue(authority, subject, now)
  const { subject: named, keyUsage } = new X509Certificate(cert)
  expect(named).toBe('O=system:masters\nCN=kubernetes-super-admin')
  expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
})
