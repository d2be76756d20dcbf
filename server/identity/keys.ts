import { createHash, randomBytes } from 'node:crypto'
import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import type { AccessKeyType } from '#api/self.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'

/** The namespace of the management cluster that holds what is Aerie's own; behind no prefix. */
export const systemNamespace = 'aerie-system'

/** Secrets that are access keys carry it, so that one watch sees them all. */
export const accessKeyLabel = 'aerie.dev/access-key'

/** Whose key it is. */
export const userLabel = 'aerie.dev/user'

/** What an access key says; the key itself is nowhere, its SHA-256 is the Secret's name. */
export interface AccessKey {
  user: string
  /** Of the User object. */
  uid: string
  type: AccessKeyType
  displayName: string
  /** RFC 3339; the key is refused from then on. */
  expires: string
  /** Without one the key has all rights of its owner. */
  scope?: AccessKeyScope
}

/** A new key of 240 random bits; the prefix lets scanners recognise a leaked one. */
export function makeKey(): string {
  return `aerie_${randomBytes(30).toString('base64url')}`
}

/** The Secret that stands for a key: a bearer is found by one look-up. */
export function keyName(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`
}

export function keySecret(key: string, about: AccessKey): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: keyName(key),
      namespace: systemNamespace,
      labels: { [accessKeyLabel]: 'true', [userLabel]: about.user },
    },
    type: 'aerie.dev/access-key',
    data: { key: Buffer.from(JSON.stringify(about)).toString('base64') },
  }
}

/** Reads such a Secret back; undefined where it is not one of ours or damaged. */
export function readKeySecret(secret: KubeObject): AccessKey | undefined {
  const data = secret['data']
  const encoded =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['key'] : undefined
  if (typeof encoded !== 'string') return undefined
  try {
    const about: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString())
    return isAccessKey(about) ? about : undefined
  } catch {
    return undefined
  }
}

function isAccessKey(value: unknown): value is AccessKey {
  if (!isObject(value)) return false
  const { user, uid, type, displayName, expires, scope } = value
  // A scope that cannot be read must not become none.
  if (Object.hasOwn(value, 'scope') && !isObject(scope)) return false
  return [user, uid, type, displayName, expires].every((field) => typeof field === 'string')
}
