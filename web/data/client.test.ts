import { failure } from '#kube/status.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asStatusError, isPassing, isUnreachable, request, unreachable } from './client.ts'

const answers = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', answers.mockReset())
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function answer(code: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status: code, headers })
}

test('an answer is its body, an empty one is undefined', async () => {
  answers.mockResolvedValueOnce(answer(200, { kind: 'Team' }))
  await expect(request('GET', '/x')).resolves.toEqual({ kind: 'Team' })
  answers.mockResolvedValueOnce(new Response(null, { status: 204 }))
  await expect(request('POST', '/x')).resolves.toBeUndefined()
})

test('a Status is thrown as it is, also where the code says that all is well', async () => {
  const status = failure(403, 'Forbidden', 'no')
  answers.mockImplementation(async () => answer(200, status))
  await expect(request('GET', '/x')).rejects.toMatchObject({ code: 403, reason: 'Forbidden', message: 'no' })
})

test("a proxy's page of HTML is an error of its code", async () => {
  answers.mockResolvedValueOnce(answer(502, '<html>'))
  await expect(request('GET', '/x')).rejects.toMatchObject({ code: 502 })
  answers.mockResolvedValueOnce(answer(200, '<html>'))
  await expect(request('GET', '/x')).rejects.toMatchObject({ code: 503 })
})

test('no answer at all is code 0', async () => {
  answers.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await expect(request('GET', '/x')).rejects.toMatchObject({ code: 0, reason: 'Unreachable' })
})

test('a busy server is asked again when it says', async () => {
  answers.mockResolvedValueOnce(answer(429, failure(429, 'TooManyRequests', 'busy'), { 'retry-after': '1' }))
  answers.mockResolvedValueOnce(answer(200, { kind: 'Team' }))
  const asked = request('GET', '/x')
  await vi.advanceTimersByTimeAsync(1_000)
  await expect(asked).resolves.toEqual({ kind: 'Team' })
})

test('long waits, and those of the impatient, are for the person to know', async () => {
  answers.mockImplementation(async () =>
    answer(429, failure(429, 'TooManyRequests', 'busy'), { 'retry-after': '60' }),
  )
  await expect(request('GET', '/x')).rejects.toMatchObject({
    code: 429,
    status: { details: { retryAfterSeconds: 60 } },
  })
  answers.mockImplementation(async () => answer(429, 'busy', { 'retry-after': '1' }))
  await expect(request('GET', '/x', { patient: false })).rejects.toMatchObject({ code: 429 })
})

test('a cancelled request stays a cancellation', async () => {
  const cancel = new AbortController()
  answers.mockImplementation(async () => {
    cancel.abort()
    throw cancel.signal.reason
  })
  await expect(request('GET', '/x', { signal: cancel.signal })).rejects.toHaveProperty('name', 'AbortError')
})

test('any thrown value becomes the one class of errors', () => {
  expect(asStatusError(new Error('bug'))).toMatchObject({ code: 500, message: 'bug' })
  expect(asStatusError('text').message).toBe('text')
  expect(isPassing(unreachable())).toBe(true)
  expect(isPassing(new Error('bug'))).toBe(false)
  expect(isUnreachable(unreachable())).toBe(true)
  expect(isUnreachable(new Error('bug'))).toBe(false)
})
