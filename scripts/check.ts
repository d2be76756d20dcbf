import { endGroupsOnSignal } from './checks/group.ts'
import { closingLine, total } from './checks/outcome.ts'
import { runSteps } from './checks/run-steps.ts'
import { staticSteps } from './checks/steps.ts'
import { entry, say } from './starter/refusal.js'

// `npm run check`: all that can be said about the sources without starting a server or a browser.
await entry(async () => {
  endGroupsOnSignal()
  const counts = total(await runSteps(staticSteps, 2))
  say(closingLine(counts))
  return counts.failed === 0 ? 0 : 1
})
