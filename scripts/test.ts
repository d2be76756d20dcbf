import { endGroupsOnSignal } from './checks/group.ts'
import { closingLine, total } from './checks/outcome.ts'
import { runSteps } from './checks/run-steps.ts'
import { runningSteps, staticSteps } from './checks/steps.ts'
import { helmPath, kubectlPath } from './kubectl.ts'
import { entry, say } from './starter/refusal.js'
import { ensureChromium, ensureDiff, ensureSandbox } from './tools/programs.ts'

// `npm test`: everything, with the programs it needs; the last line is the sum of all that was run.
await entry(async () => {
  endGroupsOnSignal()
  await ensureDiff()
  await ensureSandbox()
  process.env['CHROMIUM_PATH'] = await ensureChromium()
  process.env['KUBECTL_PATH'] = await kubectlPath()
  process.env['HELM_PATH'] = (await helmPath()) ?? ''
  const outcomes = await runSteps(staticSteps, 2)
  outcomes.push(...(await runSteps(runningSteps, 1)))
  const counts = total(outcomes)
  say(closingLine(counts))
  return counts.failed === 0 ? 0 : 1
})
