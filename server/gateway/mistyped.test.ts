import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import { isMistypedPage } from './mistyped.ts'

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

function asked(url: string, headers: IncomingHttpHeaders = browser, method = 'GET'): boolean {
  return isMistypedPage({ method, url, headers })
}

test.each(['/projects/%zz', '/projects/a%2Fb/spaces', '/teams/%00?filter=x', '/x/%ff', '/projects//spaces'])(
  'a browser that opens %s gets a page',
  (url) => {
    expect(asked(url)).toBe(true)
  },
)

test('what can be read is a page as any', () => {
  expect(asked('/projects/shop')).toBe(false)
})

describe('the refusal stays', () => {
  test.each([
    '/kubernetes/management/apis/%zz',
    '/Kubernetes/%2f',
    '/%6bubernetes/%zz',
    '/kubernetes%2fmanagement',
    '/auth/%00',
    '/api/%zz',
    '/apis/%zz',
    '/metrics/%zz',
    '//host/x',
    '/\\host/x',
    'http://host/projects/%zz',
    '/projects/%zz?token=x',
    '/projects/%zz?a=b&access%5Fkey=x',
    '',
    `/projects/${'a'.repeat(8200)}`,
  ])('of %s', (url) => {
    expect(asked(url)).toBe(false)
  })

  test('of what is asked for by no browser', () => {
    expect(asked('/projects/%zz', {})).toBe(false)
    expect(asked('/projects/%zz', { accept: 'application/json, */*' })).toBe(false)
    expect(asked('/projects/%zz', browser, 'POST')).toBe(false)
    expect(asked('/projects/%zz', browser, 'HEAD')).toBe(false)
  })
})
