// Runs one of our TypeScript programs, `node scripts/run.js PROGRAM [argument]…`, on the Node that it needs and
// with its dependencies in place, whatever state the checkout is in. package.json's scripts use it.
import { install } from './starter/install.js'
import { findNode, requireStarterNode } from './starter/node.js'
import { runProgram } from './starter/program.js'
import { entry, Refusal } from './starter/refusal.js'

await entry(async () => {
  requireStarterNode()
  const [program, ...args] = process.argv.slice(2)
  if (program === undefined) throw new Refusal('usage: node scripts/run.js PROGRAM [argument]…')
  await install()
  return runProgram(findNode(), program, args)
})
