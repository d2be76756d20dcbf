import type { AccessKeyScope } from './kinds/owned-access-key.ts'

/** Who somebody is, in few words (contract §2.2, `EntityInfo`). */
export interface EntityInfo {
  name?: string
  displayName?: string
  icon?: string
  username?: string
  email?: string
  subject?: string
}

/** What an access key is for; a browser session is a key of type `Login` in a cookie. */
export type AccessKeyType = 'Login' | 'User' | 'Other' | 'Reset'

/** Answer of `POST …/selves`: the caller as the gateway sees them. Never stored. */
export interface Self {
  apiVersion: 'management.loft.sh/v1'
  kind: 'Self'
  metadata: { name?: string; creationTimestamp: null }
  spec: { accessKey?: string }
  status: {
    user?: EntityInfo & { teams?: EntityInfo[] }
    team?: EntityInfo
    accessKey: string
    accessKeyType: AccessKeyType
    accessKeyScope?: AccessKeyScope
    subject: string
    uid: string
    groups: string[]
    instanceID: string
    projectNamespacePrefix: string
  }
}

/** Project namespaces are `loft-p-{project}`; older clients have this prefix built in (contract §2.2). */
export const projectNamespacePrefix = 'loft-p-'
