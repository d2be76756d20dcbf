import { createHash } from 'node:crypto'
import { isObject } from '#kube/json.ts'
import { safeEncode } from '#kube/names.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject, OwnerReference } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

export const templateHashLabel = 'pod-template-hash'

/** Ten characters that stand for a pod template, whatever hash its own label tells. */
export function hashTemplate(template: unknown, collisions = 0): string {
  const { metadata, ...rest } = fieldsOf(template)
  const { labels, ...others } = fieldsOf(metadata)
  const { [templateHashLabel]: _hash, ...ownLabels } = fieldsOf(labels)
  return hashJson({ ...rest, metadata: { ...others, labels: ownLabels } }, collisions)
}

/** Ten characters that stand for a JSON value, in whatever order its fields are. */
function hashJson(value: unknown, collisions = 0): string {
  const digest = createHash('sha256')
    .update(`${collisions}${JSON.stringify(value, sorted)}`)
    .digest()
  return safeEncode(digest.subarray(0, 10))
}

/** Sorts the fields of objects; those that are null or empty say nothing. */
function sorted(_key: string, value: unknown): unknown {
  if (!isObject(value)) return value
  const fields = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** A pod of a template, without a name: whoever makes it gives it one, or its beginning. */
export function podOf(
  template: unknown,
  {
    namespace,
    owner,
    ...metadata
  }: { namespace: string; owner: OwnerReference } & Partial<KubeObject['metadata']>,
): KubeObject {
  const { metadata: given, spec } = fieldsOf(template)
  const { labels, annotations, finalizers } = fieldsOf(given)
  return {
    apiVersion: apiVersionOf(pods),
    kind: pods.kind,
    metadata: {
      name: '',
      namespace,
      ...(isObject(labels) ? { labels: labels as Record<string, string> } : {}),
      ...(isObject(annotations) ? { annotations: annotations as Record<string, string> } : {}),
      ...(Array.isArray(finalizers) ? { finalizers: finalizers as string[] } : {}),
      ...metadata,
      ownerReferences: [owner],
    },
    spec: fieldsOf(spec),
  }
}

/** How the names begin that are generated for an owner's pods. */
export function namePrefix(ownerName: string): string {
  return `${ownerName}-`
}
