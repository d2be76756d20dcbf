import { expect, test } from 'vitest'
import type { Program, Run } from './program.ts'
import { programOf } from './table.ts'

const startedAt = Date.parse('2026-03-01T12:00:00Z')

function start(command: string[], more: Partial<Run> = {}): Program {
  const env = new Map([['NAME', 'world']])
  const run = {
    uid: 'u',
    pod: 'web-0',
    container: 'main',
    image: 'busybox',
    restart: 0,
    args: [],
    stdin: false,
  }
  return programOf({ ...run, command, env, startedAt, ...more })
}

const script = (text: string): Program => start(['sh', '-c', text])
const said = (program: Program, from = 0, to = 1e9): string[] =>
  program.output(from, to).map(({ text }) => text)

test.each([
  [['true'], 0],
  [['false'], 1],
  [['sh', '-c', 'exit 3'], 3],
  [['/bin/sh', '-ec', 'true && false || exit 7'], 7],
  [['sh', '-c', 'false; echo $?'], 0],
  [['sh', '-c', 'if [ "$NAME" = world ]; then exit 4; else exit 5; fi'], 4],
  [['sh', '-c', 'for i in 1 2 3; do sleep 1; done; exit $i'], 3],
  [['sh'], 0],
])('%j ends with %i', (command, exitCode) => {
  expect(start(command).ends?.exitCode).toBe(exitCode)
})

test.each([
  ['sleep 2', 2001],
  ['sleep 1m', 60_001],
  ['i=0; while [ $i -lt 3 ]; do sleep 1; i=$((i+1)); done', undefined],
  ['sleep infinity', Infinity],
  ['while true; do sleep 1; done', Infinity],
  ['tail -f /dev/null', Infinity],
  ['apk add curl && exec node server.js', Infinity],
])('%s takes its time', (text, after) => {
  const { ends } = script(text)
  if (after === undefined) expect(ends?.after).toBeGreaterThan(3000)
  else expect(ends?.after ?? Infinity).toBe(after)
})

test('a script says what it is told to, where it is told to', () => {
  const program = script(`echo "hello $NAME" 'and $NAME'; echo oops >&2; echo quiet > /dev/null
    printf "%s-%s\\n" a b; echo \${MISSING:-none} $(hostname); echo -n same; echo ' line'`)
  expect(program.output(0, 1000).map(({ text, to = 'stdout' }) => `${to}: ${text}`)).toEqual([
    'stdout: hello world and $NAME',
    'stderr: oops',
    'stdout: a-b',
    'stdout: none web-0',
    'stdout: same line',
  ])
})

test('a counter goes on counting however late one looks, and always the same', () => {
  const program = script('i=0; while true; do echo "$i: $(date)"; i=$((i+1)); sleep 1; done')
  expect(said(program, 0, 2500)).toEqual([
    '0: Sun Mar 01 12:00:00 UTC 2026',
    '1: Sun Mar 01 12:00:01 UTC 2026',
    '2: Sun Mar 01 12:00:02 UTC 2026',
  ])
  const day = 86_400_000
  const late = said(program, 30 * day, 30 * day + 3000)
  expect(late).toHaveLength(3)
  expect(said(program, 30 * day - 5000, 30 * day + 3000).slice(-3)).toEqual(late)
})

test('what never pauses does not run away', () => {
  const program = script('while true; do :; done')
  expect(program.ends).toBeUndefined()
  expect(said(program)).toEqual([])
})

test('a shell that reads its input waits for it', () => {
  expect(start([], { stdin: true }).ends).toBeUndefined()
})

test.each(['echo "', 'while true; do', 'if true', 'for i in 1 2', '$(', 'case x in esac'])(
  'a script that is not understood is left to run: %s',
  (text) => {
    expect(script(text).ends?.exitCode ?? 0).toBe(0)
  },
)
