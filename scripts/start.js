// `npm start`: brings this checkout up to date and becomes the server. It is plain JavaScript without a
// dependency, because it runs before anything is installed, on any Node from 20 on.
import { buildConsole } from './starter/console-build.js'
import { install } from './starter/install.js'
import { memoryFlags } from './starter/memory.js'
import { findNode, requireStarterNode } from './starter/node.js'
import { runProgram } from './starter/program.js'
import { entry } from './starter/refusal.js'

await entry(async () => {
  requireStarterNode()
  await install()
  const node = findNode()
  await buildConsole(node)
  return runProgram(node, 'server/main.ts', process.argv.slice(2), memoryFlags)
})
