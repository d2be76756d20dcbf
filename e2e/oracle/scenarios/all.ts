import type { Scenario } from '#e2e/oracle/scenario.ts'
import { accountScenarios } from './accounts.ts'
import { applyScenarios } from './apply.ts'
import { crdScenarios } from './crd.ts'
import { crudScenarios } from './crud.ts'
import { defaultsScenarios } from './defaults.ts'
import { deleteScenarios } from './delete.ts'
import { discoveryScenarios } from './discovery.ts'
import { fieldValidationScenarios } from './field-validation.ts'
import { identityScenarios } from './identity.ts'
import { limitScenarios } from './limits.ts'
import { listScenarios } from './list.ts'
import { namespaceScenarios } from './namespace.ts'
import { patchScenarios } from './patch.ts'
import { protobufScenarios } from './protobuf.ts'
import { rbacScenarios } from './rbac.ts'
import { strategicPatchScenarios } from './strategic-patch.ts'
import { updateScenarios } from './update.ts'
import { watchScenarios } from './watch.ts'
import { workloadScenarios } from './workloads.ts'

/** In the order in which they are recorded. */
export const scenarios: Scenario[] = [
  ...crdScenarios,
  ...crudScenarios,
  ...fieldValidationScenarios,
  ...updateScenarios,
  ...patchScenarios,
  ...applyScenarios,
  ...listScenarios,
  ...watchScenarios,
  ...deleteScenarios,
  ...discoveryScenarios,
  ...rbacScenarios,
  ...identityScenarios,
  ...namespaceScenarios,
  ...defaultsScenarios,
  ...workloadScenarios,
  ...strategicPatchScenarios,
  ...limitScenarios,
  ...accountScenarios,
  ...protobufScenarios,
]
