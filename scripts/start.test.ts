import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

// The real starter in a made-up project, with an npm and a Vite that write down that they were called.

const fakeVite = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
appendFileSync('calls', 'vite\\n')
const out = process.argv[process.argv.indexOf('--outDir') + 1]
mkdirSync(out, { recursive: true })
const source = readFileSync('web/main.tsx', 'utf8')
if (source === 'broken') { console.error('syntax error'); process.exit(1) }
writeFileSync(out + '/index.html', source)
`

const fakeNpm = `#!/bin/sh
echo "npm $1" >> calls
rm -rf node_modules
mkdir -p node_modules/vite/bin
if [ -e offline ]; then echo 'npm error code ENOTFOUND' >&2; exit 1; fi
cp fake-vite.js node_modules/vite/bin/vite.js
`

/** Prints its arguments and ends with 7 when asked to end, as the real one ends with 0. */
const fakeServer = `
process.once('SIGTERM', () => process.exit(7))
console.log('serving ' + process.argv.slice(2).join(' '))
if (process.argv[2] === 'stay') setInterval(() => {}, 1000)
`

function madeUpProject() {
  const root = join(mkdtempSync(join(tmpdir(), 'aerie-start-')), 'a path with spaces')
  onTestFinished(() => rmSync(join(root, '..'), { recursive: true }))
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', '{}')
  write('web/main.tsx', 'first')
  write('server/main.ts', fakeServer)
  write('fake-vite.js', fakeVite)
  write('bin/npm', fakeNpm)
  chmodSync(join(root, 'bin/npm'), 0o755)
  cpSync(join(import.meta.dirname, 'start.js'), join(root, 'scripts/start.js'))
  cpSync(join(import.meta.dirname, 'starter'), join(root, 'scripts/starter'), { recursive: true })
  const calls = () =>
    existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []
  return { root, write, calls }
}

function spawnStart(root: string, args: string[]): ChildProcess {
  const env = { ...process.env, PATH: join(root, 'bin') + delimiter + process.env['PATH'] }
  return spawn(process.execPath, [join(root, 'scripts/start.js'), ...args], { cwd: tmpdir(), env })
}

async function start(root: string, ...args: string[]) {
  const child = spawnStart(root, args)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (text) => (stdout += String(text)))
  child.stderr?.on('data', (text) => (stderr += String(text)))
  const [code]: unknown[] = await once(child, 'close')
  return { code, stdout, stderr }
}

test('the first start installs, builds and serves; the second only serves', async () => {
  const { root, calls } = madeUpProject()
  const first = await start(root, '--reset-admin')
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain('serving --reset-admin')
  expect(calls()).toEqual(['npm ci', 'vite'])
  const times = () =>
    ['node_modules', 'dist', 'dist/index.html', '.cache'].map((path) => statSync(join(root, path)).mtimeMs)
  const before = times()

  const second = await start(root)
  expect(second).toEqual({ code: 0, stdout: 'serving \n', stderr: '' })
  expect(calls()).toEqual(['npm ci', 'vite'])
  expect(times()).toEqual(before)
})

test('what changed is made again, and only that', async () => {
  const { root, write, calls } = madeUpProject()
  await start(root)
  write('web/main.tsx', 'second')
  await start(root)
  expect(calls()).toEqual(['npm ci', 'vite', 'vite'])
  expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toBe('second')
  write('package-lock.json', '{ "changed": true }')
  await start(root)
  expect(calls()).toEqual(['npm ci', 'vite', 'vite', 'npm ci', 'vite'])
})

test('a broken build is shown, serves nothing and leaves the working one', async () => {
  const { root, write } = madeUpProject()
  await start(root)
  write('web/main.tsx', 'broken')
  const broken = await start(root)
  expect(broken.code).toBe(1)
  expect(broken.stdout).not.toContain('serving')
  expect(broken.stderr).toBe(
    'syntax error\naerie: the console could not be built; what is wrong stands above\n',
  )
  expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toBe('first')
})

test('a failed install is told in one line, and the next start repairs it', async () => {
  const { root, write, calls } = madeUpProject()
  write('offline', '')
  const failed = await start(root)
  expect(failed.code).toBe(1)
  expect(failed.stderr).toMatch(/^aerie: .*registry could not be reached.*\n$/)
  rmSync(join(root, 'offline'))
  expect(await start(root)).toMatchObject({ code: 0, stderr: '' })
  expect(calls()).toEqual(['npm ci', 'npm ci', 'vite'])
})

test('two starts at the same time install and build once', async () => {
  const { root, calls } = madeUpProject()
  const both = await Promise.all([start(root, 'one'), start(root, 'two')])
  expect(both.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
    { code: 0, stderr: '' },
    { code: 0, stderr: '' },
  ])
  expect(calls()).toEqual(['npm ci', 'vite'])
})

test('without npm it says what to install', async () => {
  const { root } = madeUpProject()
  const child = spawn(process.execPath, [join(root, 'scripts/start.js')], {
    env: { PATH: join(root, 'none') },
  })
  let stderr = ''
  child.stderr.on('data', (text) => (stderr += String(text)))
  const [code]: unknown[] = await once(child, 'close')
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'aerie: npm was not found: install Node.js 20 or newer together with npm\n',
  })
})

test('a request to end reaches the server, whose exit code is the answer', async () => {
  const { root } = madeUpProject()
  const child = spawnStart(root, ['stay'])
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  child.stdout?.on('data', (text) => {
    printed += String(text)
    if (printed.includes('serving stay')) child.kill('SIGTERM')
  })
  expect(await once(child, 'close')).toEqual([7, null])
})
