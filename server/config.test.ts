import { expect, test } from 'vitest'
import { OperatorError, readConfig, unknownVariables } from './config.ts'

function read(env: Record<string, string>, args: string[] = []) {
  const config = readConfig(args, env)
  if (config === 'help') throw new Error('help was asked for')
  return config
}

test('without settings the console is at loopback by name and number, https first', () => {
  expect(read({}).origins).toEqual([
    'https://localhost:8443',
    'https://127.0.0.1:8443',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
  ])
  expect(read({}).seed).toBe('demo')
})

test('a bound address is where https is, and nowhere else', () => {
  const { origins, seed } = read({ AERIE_BIND: '192.0.2.7', AERIE_HTTPS_PORT: '443' })
  expect(origins).toEqual(
    ['https://192.0.2.7:443', 'http://localhost:8080', 'http://127.0.0.1:8080'].map(
      (origin) => new URL(origin).origin,
    ),
  )
  expect(seed).toBe('empty')
  expect(read({ AERIE_BIND: '2001:db8::1' }).origins[0]).toBe('https://[2001:db8::1]:8443')
})

test('every address of the machine needs the one that others use', () => {
  expect(() => read({ AERIE_BIND: '0.0.0.0' })).toThrow(/AERIE_BIND=0\.0\.0\.0 needs AERIE_URL/)
  expect(read({ AERIE_BIND: '0.0.0.0', AERIE_URL: 'https://aerie.example.org' }).origins).toEqual([
    'https://aerie.example.org',
  ])
})

test.each([
  'aerie.example.org',
  'ftp://aerie.example.org',
  'https://aerie.example.org/console',
  'https://a?b=c',
])('AERIE_URL=%s is refused', (url) => {
  expect(() => read({ AERIE_URL: url })).toThrow(OperatorError)
})

test('a password of the administrator is one that a person could set', () => {
  expect(() => read({ AERIE_ADMIN_PASSWORD: 'seven77' })).toThrow(/AERIE_ADMIN_PASSWORD is too short: .* 8 /)
  expect(read({ AERIE_ADMIN_PASSWORD: 'eight888' }).adminPassword).toBe('eight888')
  expect(read({ AERIE_ADMIN_PASSWORD: '' }).adminPassword).toBeUndefined()
})

test('the documentation is at an address of the web, or nowhere', () => {
  expect(read({ AERIE_DOCS_URL: 'https://docs.example.org/aerie' }).docs).toBe(
    'https://docs.example.org/aerie',
  )
  expect(read({}).docs).toBeUndefined()
  expect(() => read({ AERIE_DOCS_URL: 'javascript:alert(1)' })).toThrow(/AERIE_DOCS_URL=.* is not an address/)
})

test('a scale is the people of the demo and so many pods', () => {
  expect(read({ AERIE_SEED: 'scale:5000' })).toMatchObject({ seed: 'people', scalePods: 5000 })
  expect(read({ AERIE_SEED: 'demo' })).toMatchObject({ seed: 'demo', scalePods: 0 })
  expect(read({ AERIE_SEED: 'people' })).toMatchObject({ seed: 'people', scalePods: 0 })
  expect(read({ AERIE_SEED: 'scale:5000', AERIE_BIND: '192.0.2.7' }).seed).toBe('people')
})

test.each(['scale', 'scale:', 'scale:0', 'scale:-1', 'scale:1e3', 'scale:150001', 'Scale:5'])(
  'AERIE_SEED=%s is refused',
  (seed) => {
    expect(() => read({ AERIE_SEED: seed })).toThrow(OperatorError)
  },
)

test('a misspelt variable is found, and what is none of ours is left alone', () => {
  const env = { AERIE_HTTP_PORT: '1', AERIE_HTP_PORT: '2', AERIE_FAULTS: '3', HTTP_PORT: '4' }
  expect(unknownVariables(env)).toEqual(['AERIE_HTP_PORT'])
})
