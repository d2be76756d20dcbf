import { buildConsole } from './starter/console-build.js'
import { project } from './starter/project.js'
import { entry, say } from './starter/refusal.js'

await entry(async () => {
  if (!(await buildConsole(project, process.execPath))) say('The console is up to date.')
  return 0
})
