import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the operator decided, read once from flags and environment. */
export interface Config {
  httpPort: number
  httpsPort: number
  /** Where https listens; http never leaves loopback. */
  bind: string
  /** Origins a browser may come from; the first https one is the address in kubeconfigs. */
  origins: string[]
  dataDir: string
  /** 32 random bytes (base64) that encrypt secrets at rest; outside the data directory. Undefined: the default place. */
  keyFile: string | undefined
  adminPassword: string | undefined
  /** What a new installation begins with; `people` are those of the demo, with nothing of theirs. */
  seed: 'demo' | 'people' | 'empty'
  /** How many pods to make besides, to see much at once; 0 for none. */
  scalePods: number
  resetAdmin: boolean
  /** Where the console's help finds the documentation; undefined leaves that out. */
  docs: string | undefined
}

/** Something the operator has to change; its message is the one line they read. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}

const flags = { 'reset-admin': { type: 'boolean' }, help: { type: 'boolean' } } as const

export const usage = `Usage: npm start [-- --reset-admin]

  --reset-admin   make a new password for the user admin and print it
  --help          show this text

Environment:
  AERIE_HTTP_PORT       port for http on loopback (8080)
  AERIE_HTTPS_PORT      port for https (8443)
  AERIE_BIND            address for https that others can reach (127.0.0.1); 0.0.0.0 needs AERIE_URL
  AERIE_URL             accepted addresses of the console, separated by commas
  AERIE_DATA_DIR        where everything is kept (.aerie)
  AERIE_KEY_FILE        the key that encrypts secrets at rest
  AERIE_ADMIN_PASSWORD  the password of the user admin
  AERIE_DOCS_URL        where the help of the console leads for the documentation
  KUBECTL_PATH, HELM_PATH  what kubectl shells run, in the place of what npm installed
  AERIE_SEED            demo, people (of the demo, with nothing of theirs), empty, or scale:<pods>,
                        which is people and so many pods on one cluster (demo; empty as soon as
                        AERIE_BIND is set)
`

/** What else of ours may stand in the environment: for development and tests, and no operator's business. */
const forDevelopment = ['AERIE_FAULTS', 'AERIE_DEV_GATEWAY', 'AERIE_CRASH_ROUNDS', 'AERIE_TEST_KUBECONFIGS']

/** Variables that look like ours and are not, such as a misspelt one, which would be ignored without a word. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  const known = new Set([...(usage.match(/AERIE_\w+/g) ?? []), ...forDevelopment])
  return Object.keys(env).filter((name) => name.startsWith('AERIE_') && !known.has(name))
}

/** Reads the configuration, or throws OperatorError; `'help'` asks for the usage text. */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Config | 'help' {
  const values = parseFlags(args)
  if (values.help === true) return 'help'
  const httpPort = port('AERIE_HTTP_PORT', env['AERIE_HTTP_PORT'], 8080)
  const httpsPort = port('AERIE_HTTPS_PORT', env['AERIE_HTTPS_PORT'], 8443)
  const bind = env['AERIE_BIND'] || '127.0.0.1'
  return {
    httpPort,
    httpsPort,
    bind,
    origins: origins(env['AERIE_URL'], bind, httpPort, httpsPort),
    dataDir: resolve(env['AERIE_DATA_DIR'] || '.aerie'),
    keyFile: env['AERIE_KEY_FILE'] === undefined ? undefined : resolve(env['AERIE_KEY_FILE']),
    adminPassword: password(env['AERIE_ADMIN_PASSWORD']),
    ...seed(env['AERIE_SEED'], env['AERIE_BIND'] !== undefined && env['AERIE_BIND'] !== ''),
    resetAdmin: values['reset-admin'] === true,
    docs: docs(env['AERIE_DOCS_URL']),
  }
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: false }).values
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new OperatorError(`${what}. Known flags: --reset-admin, --help.`)
  }
}

/** How long a browser session and a command-line sign-in last, in seconds. */
export const sessionSeconds = 24 * 3600

/** The fewest characters of a password. */
export const shortestPassword = 8

function password(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined
  if (value.length >= shortestPassword) return value
  throw new OperatorError(`AERIE_ADMIN_PASSWORD is too short: give at least ${shortestPassword} characters.`)
}

function port(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!/^\d+$/.test(value) || number > 65535) {
    throw new OperatorError(`${name}=${value} is not a port: give a number from 0 to 65535.`)
  }
  return number
}

/** More than any one cluster is said to carry; beyond it stands a slip of the hand. */
const mostPods = 150_000

function seed(value: string | undefined, open: boolean): Pick<Config, 'seed' | 'scalePods'> {
  if (value === undefined || value === '') return { seed: open ? 'empty' : 'demo', scalePods: 0 }
  if (value === 'demo' || value === 'people' || value === 'empty') return { seed: value, scalePods: 0 }
  const [, pods] = /^scale:(\d{1,9})$/.exec(value) ?? []
  if (pods === undefined)
    throw new OperatorError(`AERIE_SEED=${value} is not known: use demo, people, empty or scale:<pods>.`)
  if (Number(pods) < 1 || Number(pods) > mostPods)
    throw new OperatorError(`AERIE_SEED=${value} is out of range: use scale:1 to scale:${mostPods}.`)
  return { seed: 'people', scalePods: Number(pods) }
}

/** What is listened on, by name and by number, unless AERIE_URL says otherwise; an https address comes first. */
function origins(value: string | undefined, bind: string, httpPort: number, httpsPort: number): string[] {
  if (value === undefined || value.trim() === '') {
    if (bind === '0.0.0.0' || bind === '::') {
      throw new OperatorError(
        `AERIE_BIND=${bind} needs AERIE_URL: the address under which others reach this machine, like https://aerie.example.org:${httpsPort}.`,
      )
    }
    const bound =
      bind === '127.0.0.1' ? ['localhost', '127.0.0.1'] : [bind.includes(':') ? `[${bind}]` : bind]
    return [
      ...bound.map((host) => new URL(`https://${host}:${httpsPort}`).origin),
      ...['localhost', '127.0.0.1'].map((host) => new URL(`http://${host}:${httpPort}`).origin),
    ]
  }
  return value.split(',').map((text) => {
    const trimmed = text.trim()
    const url = URL.parse(trimmed)
    if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
      throw new OperatorError(
        `AERIE_URL holds "${trimmed}", which is not an address like https://aerie.example.org.`,
      )
    }
    return url.origin
  })
}

/** A link in the console: an address of the web and nothing that runs. */
function docs(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined
  const url = URL.parse(value)
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href
  throw new OperatorError(`AERIE_DOCS_URL=${value} is not an address like https://docs.example.org/aerie.`)
}

/** Where the key lies when AERIE_KEY_FILE does not say: in the person's configuration, named after the data directory. */
export function defaultKeyFile(instanceID: string, env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'aerie', `${instanceID}.key`)
}
