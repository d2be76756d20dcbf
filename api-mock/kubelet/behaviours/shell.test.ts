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

/** All that a reader of its log makes of a script, with how long that held everybody up, in milliseconds. */
function timed(text: string): { lines: string[]; took: number } {
  const begun = performance.now()
  const lines = said(script(text), 0, 7 * 86_400_000)
  return { lines, took: performance.now() - begun }
}

const many = Array.from({ length: 1500 }, (_, index) => `v${index}=1`).join(';')

test.each([
  ['loops in loops', 'for a in $(seq 10000); do for b in $(seq 10000); do x=1; done; done'],
  ['a text that doubles', 'a=xxxxxxxx; while true; do a=$a$a; echo $a; done'],
  ['many variables', `${many}; while true; do echo $v1; sleep 0.$((v1%3)); v1=$((v1*7+1)); done`],
  ['a line that grows', 'while true; do echo -n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done'],
  ['an open brace again and again', '${a-'.repeat(100_000)],
  ['blocks in blocks', '('.repeat(10_000)],
  ['an if that goes on', `if a; then b; ${'elif a; then b; '.repeat(900)} fi`],
  ['a long script', 'echo hi; '.repeat(100_000)],
])('what holds nobody up: %s', (_name, text) => {
  expect(timed(text).took).toBeLessThan(1000)
})

test('a loop that is costly to follow still has its newest lines', () => {
  const { lines, took } = timed('i=0; while true; do :; :; :; :; echo $i; i=$((i+1)); sleep 1; done')
  expect(took).toBeLessThan(1000)
  expect(lines.length).toBeGreaterThan(1000)
  // A turn takes a little more than a second.
  expect(Number(lines.at(-1))).toBeGreaterThan(599_900)
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
