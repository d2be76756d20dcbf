import 'reflect-metadata'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'

const dataDir = mkdtempSync(join(tmpdir(), 'clusters-'))
const key = Buffer.alloc(32, 1).toString('base64')

afterAll(() => rmSync(dataDir, { recursive: true }))

interface Answer {
  ready?: { port: number; kubeconfigs: Record<string, string> }
  failed?: string
}

/** A certificate that is its own authority is enough for a client that pins it. */
async function makeTls(): Promise<{ key: string; cert: string; ca: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=test',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  })
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const pem = cert.toString('pem')
  return { key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`, cert: pem, ca: pem }
}

async function start(tls: unknown, encryptionKey = key): Promise<{ child: ChildProcess; answer: Answer }> {
  const child = fork(join(import.meta.dirname, 'main.ts'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const message = once(child, 'message')
  child.send({ dataDir, clusters: [{ name: 'management' }], encryptionKey, tls })
  const [answer] = (await message) as [Answer]
  return { child, answer }
}

function send(path: string, kubeconfig: string, body?: unknown): Promise<number | undefined> {
  const { clusters, users } = parse(kubeconfig)
  const { cluster } = clusters[0]
  return new Promise((resolve, reject) => {
    const outgoing = request(cluster.server + path, {
      method: body === undefined ? 'GET' : 'POST',
      ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
      headers: { authorization: `Bearer ${users[0].user.token}`, 'content-type': 'application/json' },
      agent: false,
    })
    outgoing.on('response', (incoming) => {
      incoming.resume()
      incoming.on('end', () => resolve(incoming.statusCode))
    })
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

test(
  'the process serves what it was told, keeps it over a restart, and ends when asked',
  { timeout: 60_000 },
  async () => {
    const tls = await makeTls()
    mkdirSync(join(dataDir, 'clusters'), { mode: 0o700 })
    writeFileSync(join(dataDir, 'clusters/management.token'), '')
    const first = await start(tls)
    const path = first.answer.ready?.kubeconfigs.management ?? ''
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const kubeconfig = readFileSync(path, 'utf8')
    const configMaps = '/api/v1/namespaces/default/configmaps'
    expect(await send(configMaps, kubeconfig, { metadata: { name: 'kept' } })).toBe(201)
    const ended = once(first.child, 'exit')
    first.child.send({ stop: true })
    expect(await ended).toEqual([0, null])
    const second = await start(tls)
    const again = readFileSync(path, 'utf8')
    expect(await send(`${configMaps}/kept`, again)).toBe(200)
    expect(parse(again).users).toEqual(parse(kubeconfig).users)
    const gone = once(second.child, 'exit')
    second.child.disconnect()
    expect(await gone).toEqual([0, null])
    const third = await start(tls, Buffer.alloc(32, 2).toString('base64'))
    expect(third.answer.failed).toMatch(
      /^the encryption key is not the one that the database .* was made with$/,
    )
  },
)
