import { join } from 'node:path'
import { OperatorError, readConfig } from '#server/config.ts'
import { run } from './starter/child.js'
import { project } from './starter/project.js'
import { entry, Refusal, say } from './starter/refusal.js'

/** Where Vite serves the console, as vite.config.ts has it. */
const devOrigin = 'http://localhost:5173'

/** What makes the gateway start again. */
const watched = ['server', 'api', 'api-mock', 'kube'].map(
  (folder) => `--watch-path=${join(project.root, folder)}`,
)

// `npm run dev`: the gateway, started again when its sources change, and Vite's server with hot reload before it.
await entry(async () => {
  const args = process.argv.slice(2)
  const config = readOrRefuse(args)
  const gatewayEnv = { ...process.env, AERIE_URL: [...config.origins, devOrigin].join(',') }
  const viteEnv = { ...process.env, AERIE_DEV_GATEWAY: `http://127.0.0.1:${config.httpPort}` }
  const end = new AbortController()
  const options = { cwd: project.root, until: end.signal }
  const nodeFlags = [
    '--disable-warning=ExperimentalWarning',
    '--watch',
    '--watch-preserve-output',
    ...watched,
  ]
  const vite = join(project.modules, 'vite', 'bin', 'vite.js')
  say(`The console with hot reload will be at ${devOrigin}.`)
  const both = [
    run(process.execPath, [...nodeFlags, join(project.root, 'scripts', 'dev-server.ts'), ...args], {
      ...options,
      env: gatewayEnv,
    }),
    run(process.execPath, [vite, '--clearScreen', 'false'], { ...options, env: viteEnv }),
  ]
  const first = await Promise.race(both)
  // Neither is of use without the other.
  end.abort()
  await Promise.all(both)
  return first.code
})

/** The gateway reads the same; a mistake is better told once, before anything runs. */
function readOrRefuse(args: readonly string[]) {
  try {
    const config = readConfig(args, process.env)
    if (config === 'help')
      throw new Refusal('npm run dev takes the flags of npm start; npm start -- --help lists them')
    return config
  } catch (error) {
    throw error instanceof OperatorError ? new Refusal(error.message) : error
  }
}
