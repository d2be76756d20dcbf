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
  /** The name that its owner gave it; without one it is known by its Secret's. */
  called?: string
  description?: string
  /** Kept, but refused. */
  disabled?: boolean
  /** Seconds that it is good for, from its creation; 0 or none is for ever. */
  ttl?: number
  /** Counts them from the last use instead. */
  ttlAfterLastActivity?: boolean
}

/** A key with what its Secret says besides; times are RFC 3339. */
export interface KnownKey extends AccessKey {
  created?: string
  lastUsed?: string
}

/** The expiry of what has none; a date, so that only a date opens anything. */
export const never = '9999-12-31T23:59:59Z'

/** On a key's Secret: when the key was last used, to within five minutes. */
export const lastUsedAnnotation = 'aerie.dev/last-used'

/** When a key will be refused, in milliseconds; NaN, which is after nothing, where that cannot be read. */
export function expiryOf({
  ttl = 0,
  ttlAfterLastActivity,
  created = '',
  lastUsed,
  expires,
}: KnownKey): number {
  if (ttlAfterLastActivity !== true || ttl === 0) return Date.parse(expires)
  return Math.max(Date.parse(created), Date.parse(lastUsed ?? created)) + ttl * 1000
}

/** Until when a key that is made at a time and is good for so many seconds is accepted. */
export function expiresAfter(made: number, seconds: number): string {
  return seconds === 0 ? never : new Date(made + seconds * 1000).toISOString()
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
    data: keyData(about),
  }
}

/** The data of such a Secret. */
export function keyData(about: AccessKey): { key: string } {
  return { key: Buffer.from(JSON.stringify(about)).toString('base64') }
}

/** Reads such a Secret back; undefined where it is not one of ours or damaged. */
export function readKeySecret(secret: KubeObject): KnownKey | undefined {
  const data = secret['data']
  const encoded =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['key'] : undefined
  if (typeof encoded !== 'string') return undefined
  try {
    const about: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString())
    return isAccessKey(about) ? { ...about, ...timesOf(secret) } : undefined
  } catch {
    return undefined
  }
}

function timesOf({ metadata }: KubeObject): Pick<KnownKey, 'created' | 'lastUsed'> {
  const lastUsed = metadata.annotations?.[lastUsedAnnotation]
  return {
    ...(typeof metadata.creationTimestamp === 'string' ? { created: metadata.creationTimestamp } : {}),
    ...(lastUsed === undefined ? {} : { lastUsed }),
  }
}

function isAccessKey(value: unknown): value is AccessKey {
  if (!isObject(value)) return false
  const { user, uid, type, displayName, expires, scope, disabled = false, ttl = 0 } = value
  // A restriction that cannot be read must not become none.
  if (Object.hasOwn(value, 'scope') && !isObject(scope)) return false
  if (typeof disabled !== 'boolean' || typeof ttl !== 'number') return false
  return [user, uid, type, displayName, expires].every((field) => typeof field === 'string')
}
