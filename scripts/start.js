// `npm start`: brings this checkout up to date and becomes the server. It is plain JavaScript without a
// dependency, because it runs before anything is installed, on any Node from 20 on.
import { join } from 'node:path'
import { run } from './starter/child.js'
import { buildConsole } from './starter/console-build.js'
import { install } from './starter/install.js'
import { findNode, requireStarterNode } from './starter/node.js'
import { project } from './starter/project.js'
import { entry } from './starter/refusal.js'

await entry(async () => {
  requireStarterNode()
  await install()
  const node = findNode()
  await buildConsole(node)
  const server = join(project.root, 'server', 'main.ts')
  const { code } = await run(
    node,
    ['--disable-warning=ExperimentalWarning', server, ...process.argv.slice(2)],
    {
      cwd: project.root,
    },
  )
  return code
})
