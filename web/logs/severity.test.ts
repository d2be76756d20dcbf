import { expect, test } from 'vitest'
import { severityOf } from './severity.ts'

test.each([
  ['E1126 23:40:29.123456       1 reflector.go:158] failed', 'error'],
  ['W1126 23:40:29.123456       1 main.go:1] deprecated', 'warn'],
  ['I1126 23:40:29.123456       1 main.go:1] started', 'info'],
  ['{"level":"error","msg":"no"}', 'error'],
  ['{"time":"…","severity": "WARNING","message":"hm"}', 'warn'],
  ['{"level":30,"msg":"pino"}', 'info'],
  ['{"level":50,"msg":"pino"}', 'error'],
  ['time=2026 level=debug msg="x"', 'debug'],
  ['2026-03-01 12:00:00 ERROR [main] it broke', 'error'],
  ['2026/03/01 12:00:00 [warn] 29#29: low', 'warn'],
  ['2026/03/01 12:00:00 [notice] 1#1: start worker', 'info'],
  ['Error: connect ECONNREFUSED 10.96.0.42:5432', 'error'],
  ['java.lang.IllegalStateException: no', 'error'],
  ['Caused TypeError: x is not a function', 'error'],
  ['warning: deprecated', 'warn'],
])('%j is %s', (line, severity) => {
  expect(severityOf(line)).toBe(severity)
})

test.each([
  'GET /errors 200',
  'no errors found',
  '10.0.0.1 - - "GET /ERROR HTTP/1.1" 200',
  'E1126 is no klog line',
  '{"message":"an ERROR in a text"}',
  '',
])('%j says nothing of it', (line) => {
  expect(severityOf(line)).toBeUndefined()
})
