import { buildConsole } from './starter/console-build.js'
import { entry, say } from './starter/refusal.js'

await entry(async () => {
  if (!(await buildConsole(process.execPath))) say('The console is up to date.')
  return 0
})
