import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { apiAudience } from '#api-mock/serve/account-tokens.ts'

const hour = 3600
/** How long the tokens are asked for that every pod is given. */
const usual = 3607
const year = 365 * 24 * hour

/**
 * The token of a pod's service account, as its kubelet asks for it: bound to the pod, and nothing where the
 * account is gone. A usual one is good for a year, which kube-apiserver makes of it too
 * (`--service-account-extend-token-expiration`), so that clients may read its file once.
 */
export function mountedToken(
  { store, tokens, clock }: Cluster,
  { metadata, spec }: KubeObject,
  { audience, expirationSeconds }: JsonObject,
): string | undefined {
  const namespace = metadata.namespace ?? ''
  const name = textOf(fieldsOf(spec).serviceAccountName)
  const account = store.get('/serviceaccounts', namespace, name)
  if (account === undefined) return undefined
  const seconds = numberOf(expirationSeconds, hour)
  const issuedAt = Math.floor(clock().getTime() / 1000)
  return tokens.issue({
    namespace,
    account: { name, uid: account.metadata.uid ?? '' },
    audiences: [textOf(audience) || apiAudience],
    issuedAt,
    expires: issuedAt + (seconds === usual ? year : seconds),
    bound: { kind: 'Pod', name: metadata.name, uid: metadata.uid ?? '' },
  })
}
