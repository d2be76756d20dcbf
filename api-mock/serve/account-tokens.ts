import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto'
import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import type { Store } from '#api-mock/store/store.ts'

/** Who a token is for where the request does not say: the API server itself. */
export const apiAudience = 'https://kubernetes.default.svc'

const issuer = 'https://kubernetes.default.svc.cluster.local'

/** Something that a token lives no longer than: a Pod, a Secret or a Node. */
export interface BoundObject {
  kind: string
  name: string
  uid: string
}

export interface TokenParts {
  namespace: string
  account: { name: string; uid: string }
  audiences: readonly string[]
  /** In whole seconds since 1970. */
  issuedAt: number
  expires: number
  bound?: BoundObject | undefined
}

/** The resources that a token can be bound to. */
export const boundResources: Record<string, string> = { Pod: '/pods', Secret: '/secrets', Node: '/nodes' }

/** Tokens of service accounts: signed by this cluster, good while what they name is there. */
export class AccountTokens {
  readonly #key: Buffer
  readonly #store: Store
  readonly #clock: () => Date

  /** `secret` is the cluster's own; the key of the tokens follows from it, so that they outlive a restart. */
  constructor(store: Store, secret: Buffer, clock: () => Date) {
    this.#store = store
    this.#clock = clock
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'service account tokens', 32))
  }

  issue({ namespace, account, audiences, issuedAt, expires, bound }: TokenParts): string {
    const owner =
      bound === undefined ? {} : { [bound.kind.toLowerCase()]: { name: bound.name, uid: bound.uid } }
    const claims = {
      aud: audiences,
      exp: expires,
      iat: issuedAt,
      iss: issuer,
      jti: randomUUID(),
      'kubernetes.io': { namespace, serviceaccount: account, ...owner },
      nbf: issuedAt,
      sub: `system:serviceaccount:${namespace}:${account.name}`,
    }
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
    return `${signed}.${this.#sign(signed).toString('base64url')}`
  }

  /** Whom a token stands for; undefined where it is none of ours, has expired, or what it names is gone. */
  userOf(token: string): (UserInfo & { audiences: readonly string[] }) | undefined {
    const claims = this.#read(token)
    if (claims === undefined) return undefined
    const { aud, exp, nbf, jti } = claims
    const audiences = textsOf(aud).filter((each) => each === apiAudience)
    const now = this.#clock().getTime() / 1000
    if (audiences.length === 0 || Number(exp) <= now || Number(nbf) > now + 1) return undefined
    const { namespace, serviceaccount, ...owners } = fieldsOf(claims['kubernetes.io'])
    const [account, place] = [fieldsOf(serviceaccount), textOf(namespace)]
    if (!this.#exists('/serviceaccounts', place, account)) return undefined
    const bound = Object.entries(owners)
    if (!bound.every(([kind, object]) => this.#stands(kind, place, fieldsOf(object)))) return undefined
    return {
      username: `system:serviceaccount:${place}:${textOf(account.name)}`,
      uid: textOf(account.uid),
      groups: ['system:serviceaccounts', `system:serviceaccounts:${place}`, 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${textOf(jti)}`], ...extraOf(bound) },
      audiences,
    }
  }

  #stands(kind: string, namespace: string, object: JsonObject): boolean {
    const resource = Object.entries(boundResources).find(([name]) => name.toLowerCase() === kind)?.[1]
    return resource !== undefined && this.#exists(resource, kind === 'node' ? '' : namespace, object)
  }

  #exists(resource: string, namespace: string, { name, uid }: JsonObject): boolean {
    const stored = this.#store.get(resource, namespace, textOf(name))
    return stored !== undefined && stored.metadata.uid === uid
  }

  #read(token: string): JsonObject | undefined {
    const [header = '', claims = '', signature = '', ...rest] = token.split('.')
    const given = Buffer.from(signature, 'base64url')
    const expected = this.#sign(`${header}.${claims}`)
    if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
      return undefined
    const value: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
    return isObject(value) ? value : undefined
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function extraOf(bound: readonly (readonly [string, unknown])[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    bound.flatMap(([kind, object]) => {
      const { name, uid } = fieldsOf(object)
      const key = `authentication.kubernetes.io/${kind}`
      return [
        [`${key}-name`, [textOf(name)]],
        [`${key}-uid`, [textOf(uid)]],
      ]
    }),
  )
}
