import type { Scenario } from '../scenario.ts'
import { crdScenarios } from './crd.ts'
import { crudScenarios } from './crud.ts'
import { deleteScenarios } from './delete.ts'
import { discoveryScenarios } from './discovery.ts'
import { fieldValidationScenarios } from './field-validation.ts'
import { listScenarios } from './list.ts'
import { namespaceScenarios } from './namespace.ts'
import { patchScenarios } from './patch.ts'
import { rbacScenarios } from './rbac.ts'
import { updateScenarios } from './update.ts'
import { watchScenarios } from './watch.ts'

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
]
