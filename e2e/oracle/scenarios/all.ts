import type { Scenario } from '#e2e/oracle/scenario.ts'
import { accountScenarios } from './accounts.ts'
import { crdScenarios } from './crd.ts'
import { crudScenarios } from './crud.ts'
import { defaultsScenarios } from './defaults.ts'
import { deleteScenarios } from './delete.ts'
import { discoveryScenarios } from './discovery.ts'
import { fieldValidationScenarios } from './field-validation.ts'
import { listScenarios } from './list.ts'
import { namespaceScenarios } from './namespace.ts'
import { patchScenarios } from './patch.ts'
import { protobufScenarios } from './protobuf.ts'
import { rbacScenarios } from './rbac.ts'
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
  ...listScenarios,
  ...watchScenarios,
  ...deleteScenarios,
  ...discoveryScenarios,
  ...rbacScenarios,
  ...namespaceScenarios,
  ...defaultsScenarios,
  ...workloadScenarios,
  ...accountScenarios,
  ...protobufScenarios,
]
