import type { JsonSchema } from './json-schema.ts'
import type { ObjectMeta } from './types.ts'

/** One served version of a custom resource. */
export interface CrdVersion {
  name: string
  served: boolean
  storage: boolean
  schema?: { openAPIV3Schema?: JsonSchema }
  subresources?: {
    status?: object
    scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string }
  }
  additionalPrinterColumns?: {
    name: string
    type: string
    jsonPath: string
    format?: string
    description?: string
    priority?: number
  }[]
}

export interface CrdNames {
  kind: string
  listKind?: string
  plural: string
  singular?: string
  shortNames?: string[]
  categories?: string[]
}

/** `apiextensions.k8s.io/v1` CustomResourceDefinition, as far as it decides what is served. */
export interface CustomResourceDefinition {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec: { group: string; scope: 'Cluster' | 'Namespaced'; names: CrdNames; versions: CrdVersion[] }
  status?: {
    acceptedNames?: Partial<CrdNames>
    conditions?: {
      type: string
      status: string
      reason?: string
      message?: string
      lastTransitionTime?: string
    }[]
    storedVersions?: string[]
  }
}
