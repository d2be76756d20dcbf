import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import type { Process } from '#api-mock/streaming/process.ts'
import type { ShellOptions } from './messages.ts'
import { Shells } from './shells.ts'

const shells = new Shells()
afterAll(() => shells.close())

function start(argv: string[], more: Partial<ShellOptions> = {}): Process {
  return shells.start({
    container: 'main',
    argv,
    tty: false,
    env: { PATH: '/usr/bin:/bin', HOME: '/root', COLOUR: 'blue' },
    cwd: '/',
    hostname: 'web-0',
    command: ['nginx', '-g', 'daemon off;'],
    files: { '/config/name': 'héllo\n', '/config/raw': new Uint8Array([0, 255, 1, 200]) },
    folders: ['/data'],
    ...more,
  })
}

interface Ended {
  code: number
  stdout: Buffer
  stderr: string
}

async function finish(process: Process): Promise<Ended> {
  const pieces: Record<'stdout' | 'stderr', Uint8Array[]> = { stdout: [], stderr: [] }
  for await (const { to, bytes } of process.output) pieces[to].push(bytes)
  const [stdout, stderr] = [Buffer.concat(pieces.stdout), Buffer.concat(pieces.stderr).toString()]
  return { code: await process.exited, stdout, stderr }
}

async function run(argv: string[], input?: Buffer, more?: Partial<ShellOptions>): Promise<Ended> {
  const process = start(argv, more)
  const finished = finish(process)
  if (input !== undefined) await process.write(input)
  process.endInput()
  return await finished
}

/** A person at a terminal: what the screen shows, and keys once it shows something. */
function sit(argv: string[]): { process: Process; type: (keys: string, until: RegExp) => Promise<void> } {
  const process = start(argv, { tty: true })
  let screen = ''
  void (async () => {
    for await (const { bytes } of process.output) screen += Buffer.from(bytes).toString()
  })()
  return {
    process,
    async type(keys, until) {
      screen = ''
      await process.write(Buffer.from(keys))
      await expect.poll(() => screen, { interval: 2 }).toMatch(until)
    },
  }
}

test('commands see the files, the environment and the name of their container', async () => {
  expect((await run(['cat', '/config/name'])).stdout.toString()).toBe('héllo\n')
  expect([...(await run(['cat', '/config/raw'])).stdout]).toEqual([0, 255, 1, 200])
  expect((await run(['hostname'])).stdout.toString()).toBe('web-0\n')
  expect((await run(['env'])).stdout.toString()).toContain('COLOUR=blue\n')
  expect((await run(['ps'])).stdout.toString()).toContain('1 root      0:00 nginx -g daemon off;')
  expect((await run(['test', '-d', '/config'])).code).toBe(0)
  expect((await run(['test', '-d', '/missing'])).code).toBe(1)
  expect(await run(['ls', '-d', '/data'])).toMatchObject({ code: 0, stderr: '' })
})

test('a shell knows its own name, which is no variable of its commands', async () => {
  expect((await run(['sh', '-c', 'echo $0'])).stdout.toString()).toBe('sh\n')
  expect((await run(['/bin/bash'], Buffer.from('echo $0\n'))).stdout.toString()).toBe('bash\n')
  expect((await run(['sh'], Buffer.from('env\nenv\n'))).stdout.toString()).not.toMatch(/^[^A-Z_]/m)
})

test('a terminal has its kind, unless the container says another', async () => {
  const term = async (more: Partial<ShellOptions>) =>
    (await run(['sh', '-c', 'echo "<$TERM>"'], undefined, more)).stdout.toString().trim()
  expect(await term({ tty: true })).toBe('<xterm>')
  expect(await term({ tty: true, env: { TERM: 'vt100' } })).toBe('<vt100>')
  expect(await term({ tty: false })).toBe('<>')
})

test('scripts end with their code, and a program that is not there with that of a runtime', async () => {
  expect(await run(['sh', '-c', 'echo $COLOUR; echo no >&2; exit 3'])).toEqual({
    code: 3,
    stdout: Buffer.from('blue\n'),
    stderr: 'no\n',
  })
  expect(await run(['nosuch'])).toMatchObject({
    code: 127,
    stderr: expect.stringContaining('exec: "nosuch": executable file not found in $PATH: unknown'),
  })
})

test('a container that cannot be made up ends its process and no other', async () => {
  const other = start(['sleep', '1000'])
  const broken = await run(['ls'], undefined, { container: 'broken', cwd: '/a', files: { '/a': 'a file' } })
  expect(broken.code).not.toBe(0)
  expect((await run(['echo', 'fine'])).stdout.toString()).toBe('fine\n')
  other.kill()
})

test('a shell without a terminal goes on from line to line', async () => {
  const script = 'cd /config\nf() { echo "f $1"; }\npwd\nf 1\nif true\nthen echo yes\nfi\nexit 4\n'
  expect(await run(['sh'], Buffer.from(script))).toMatchObject({
    code: 4,
    stdout: Buffer.from('/config\nf 1\nyes\n'),
  })
})

test('archives go in and out as they are', async () => {
  const bytes = randomBytes(300_000)
  expect((await run(['sh', '-c', 'cat > /tmp/big'], bytes)).code).toBe(0)
  const archive = await run(['tar', 'cf', '-', '/tmp/big'])
  expect(archive.stdout.toString('latin1', 0, 7)).toBe('tmp/big')
  expect((await run(['tar', '-xmf', '-', '-C', '/root'], archive.stdout)).code).toBe(0)
  expect((await run(['cat', '/root/tmp/big'])).stdout.equals(bytes)).toBe(true)
})

test('each container has files of its own, until it is forgotten', async () => {
  await run(['sh', '-c', 'echo kept > /tmp/a'], undefined, { container: 'a' })
  expect((await run(['cat', '/tmp/a'], undefined, { container: 'a' })).stdout.toString()).toBe('kept\n')
  expect((await run(['ls', '/tmp/a'], undefined, { container: 'b' })).code).not.toBe(0)
  const sleeper = start(['sleep', '1000'], { container: 'a' })
  shells.forget('a')
  expect(await sleeper.exited).toBe(137)
  expect((await run(['ls', '/tmp/a'], undefined, { container: 'a' })).code).not.toBe(0)
})

test('`cat` hands on what it is given as it comes', async () => {
  const process = start(['cat'])
  const output = process.output[Symbol.asyncIterator]()
  await process.write(Buffer.from('one'))
  expect(Buffer.from((await output.next()).value.bytes).toString()).toBe('one')
  await process.write(Buffer.from('two'))
  expect(Buffer.from((await output.next()).value.bytes).toString()).toBe('two')
  process.endInput()
  expect((await output.next()).done).toBe(true)
  expect(await process.exited).toBe(0)
})

test('a line without an end keeps nobody waiting', async () => {
  const { process, type } = sit(['sh'])
  await type('', /\/ # /)
  for (let count = 0; count < 50; count += 1) void process.write(Buffer.alloc(60_000, 'a'))
  expect(await run(['echo', 'here'])).toMatchObject({ stdout: Buffer.from('here\n') })
  await type('\u0003', /\^C/)
  await type('echo still $((1+1))\r', /still 2/)
  process.kill()
})

test('a person edits, completes, interrupts, repeats, and leaves', async () => {
  const { process, type } = sit(['sh'])
  await type('', /\/ # /)
  await type('cat /config/na', /na$/)
  await type('\t', /me $/)
  await type('\r', /héllo\r\n/)
  await type('ln -s /missing /config/broken\r', /# /)
  await type('ls /config/br', /br$/)
  await type('\t', /oken $/)
  await type('\r', /# /)
  await type('cd /config; X=5\r', /\/config # /)
  await type('pwwd\u001b[D\u007f\r', /\r\n\/config\r\n/)
  await type('echo "é $X"\r', /é 5\r\n/)
  await type('false\r', /# /)
  await type('echo "[$?]"\r', /\[1\]\r\n/)
  await type('\u001b[A', /echo "\[\$\?\]"/)
  await type('\u0003', /\^C\r\n/)
  await type('sleep 100\r', /sleep 100\r\n/)
  await type('\u0003', /\^C\r\n[^]*# /)
  await type('cat\r', /cat\r\n/)
  await type('typed\r', /typed\r\ntyped\r\n|typed\r\n$/)
  await type('\u0004', /typed\r\n[^]*# /)
  process.resize({ columns: 120, rows: 40 })
  await type('exit 5\r', /exit 5\r\n/)
  expect(await process.exited).toBe(5)
})

test('Ctrl-Z suspends nothing, and Ctrl-D leaves', async () => {
  const { process, type } = sit(['bash'])
  await type('', /root@web-0:\/# /)
  await type('\u001aecho on\r', /on\r\n/)
  await type('\u0004', /exit\r\n/)
  expect(await process.exited).toBe(0)
})

test('an endless loop holds up neither this thread nor other shells for long', async () => {
  let turns = 0
  const turn = setInterval(() => (turns += 1), 10)
  const loop = run(['sh', '-c', 'while true; do :; done'])
  const other = run(['echo', 'still here'])
  expect(await loop).toMatchObject({ code: 137, stderr: 'Killed\n' })
  clearInterval(turn)
  expect(turns).toBeGreaterThan(50)
  expect((await other).stdout.toString()).toBe('still here\n')
})

test('a killed process ends at once, and so do all when the thread ends', async () => {
  const process = start(['sleep', '1000'])
  process.kill()
  expect(await finish(process)).toMatchObject({ code: 137 })
  const own = new Shells()
  const other = own.start({
    container: 'x',
    argv: ['sleep', '1000'],
    tty: false,
    env: {},
    cwd: '/',
    hostname: 'x',
    command: [],
    files: {},
    folders: [],
  })
  await own.close()
  expect(await other.exited).toBe(137)
})

test('output is produced no faster than it is read, and no more than is allowed', async () => {
  const process = start(['sh', '-c', 'head -c 300000 /tmp/big; cat /tmp/big'])
  process.endInput()
  expect((await finish(process)).stdout.length).toBe(600_000)
  const { code, stderr } = await run(['sh', '-c', 'x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done'])
  expect(code).toBe(126)
  expect(stderr).toContain('limit exceeded')
  const full = await run([
    'sh',
    '-c',
    'cat /tmp/big > /tmp/c; while cat /tmp/c /tmp/c > /tmp/d; do mv /tmp/d /tmp/c; done',
  ])
  expect(full.code).not.toBe(0)
})

test('nothing of the machine can be reached', async () => {
  const secret = 'AERIE_SHELL_TEST_SECRET'
  process.env[secret] = 'secret-value'
  const script = [
    'env; printenv; cat /proc/self/environ /proc/1/environ',
    `ls -a ${import.meta.dirname} /proc/self/fd`,
    'cat /etc/shadow /etc/machine-id',
    'curl -s http://127.0.0.1/ || wget http://127.0.0.1/ || nc 127.0.0.1 80 || echo > /dev/tcp/127.0.0.1/80',
    'node -e 1; python3 -c 1; js-exec 1; sqlite3 /tmp/x .tables',
    'cat ../../../../../../package.json',
  ].join('\n')
  const { stdout } = await run(['sh', '-c', script])
  Reflect.deleteProperty(process.env, secret)
  const shown = stdout.toString()
  expect(shown).toContain('COLOUR=blue')
  expect(shown).not.toMatch(/secret-value|shells\.test|root:[^x]|"name": "aerie"/)
})
