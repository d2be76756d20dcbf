import { stringify } from 'yaml'
import { expect, test } from 'vitest'
import { connectionFrom } from './connection.ts'
import { keptKubeconfig, readOffered } from './offered-kubeconfig.ts'

const ca = Buffer.from('PEM').toString('base64')

function kubeconfig(user: object = { token: 'secret' }, cluster: object = {}): string {
  const base = { server: 'https://far.example:6443/k8s/', 'certificate-authority-data': ca }
  return stringify({
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { ...base, ...cluster } }],
    users: [
      { name: 'other', user: { exec: { command: 'rm' } } },
      { name: 'u', user },
    ],
  })
}

test('what is needed is read, and nothing else is kept', async () => {
  const offered = readOffered(kubeconfig())
  expect(offered).toEqual({ server: 'https://far.example:6443/k8s', ca, token: 'secret' })
  const kept = keptKubeconfig(offered)
  expect(kept).not.toContain('exec')
  const connection = connectionFrom(kept)
  expect(connection).toMatchObject({ origin: 'https://far.example:6443', prefix: '/k8s' })
  await connection.dispatcher.destroy()
})

test.each([
  ['exec', kubeconfig({ exec: { command: 'aws' } })],
  ['auth-provider', kubeconfig({ token: 'secret', 'auth-provider': { name: 'gcp' } })],
  ['tokenFile', kubeconfig({ token: 'secret', tokenFile: '/etc/shadow' })],
  ['client-key', kubeconfig({ token: 'secret', 'client-key': '/key' })],
  ['as', kubeconfig({ token: 'secret', as: 'root' })],
  ['certificate-authority', kubeconfig(undefined, { 'certificate-authority': '/ca' })],
  ['insecure-skip-tls-verify', kubeconfig(undefined, { 'insecure-skip-tls-verify': true })],
  ['proxy-url', kubeconfig(undefined, { 'proxy-url': 'http://10.0.0.1' })],
  ['a token', kubeconfig({ 'client-certificate-data': ca, 'client-key-data': ca })],
  ['https://', kubeconfig(undefined, { server: 'http://far.example' })],
  ['more in it', kubeconfig(undefined, { server: 'https://a:b@far.example' })],
  ['certificate-authority-data', kubeconfig(undefined, { 'certificate-authority-data': '' })],
  ['no current context', stringify({ clusters: [] })],
  ['no kubeconfig', 'just a text'],
  ['no kubeconfig', '{a: '],
  ['is no token', kubeconfig({ token: 'a\nb' })],
])('%s is named where a kubeconfig is refused, and no credential is', (word, text) => {
  const reading = () => readOffered(text)
  expect(reading).toThrow(word)
  expect(reading).not.toThrow('secret')
})
