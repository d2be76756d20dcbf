import { X509Certificate } from 'node:crypto'
import { connect, createServer } from 'node:tls'
import { expect, test } from 'vitest'
import { makeAuthority, makeServerCertificate, stillGood } from './tls.ts'

test('a client that trusts the authority accepts the server by name and by address', async () => {
  const authority = await makeAuthority('Test CA')
  const leaf = await makeServerCertificate(authority, ['localhost', '127.0.0.1'])
  const server = createServer({ key: leaf.key, cert: leaf.cert }, (socket) => socket.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const greeting = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ca: authority.cert, servername: 'localhost' })
    socket.on('data', (data) => resolve(data.toString())).on('error', reject)
  })
  server.close()
  expect(greeting).toBe('hello')
  expect(new X509Certificate(authority.cert).ca).toBe(true)
})

test('a certificate is good only for its hosts, its authority and its time', async () => {
  const authority = await makeAuthority('Test CA')
  const leaf = await makeServerCertificate(authority, ['localhost', '127.0.0.1'])
  expect(stillGood(leaf, authority, ['localhost', '127.0.0.1'])).toBe(true)
  expect(stillGood(leaf, authority, ['aerie.example.org'])).toBe(false)
  expect(stillGood(leaf, await makeAuthority('Another CA'), ['localhost'])).toBe(false)
  expect(stillGood(leaf, authority, ['localhost'], new Date(Date.now() + 340 * 86_400_000))).toBe(false)
})
