import { ownedAccessKey, ownedAccessKeySchema, type OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { age } from '#kube/age.ts'
import { forbiddenValue, invalidField, tooLong, unsupportedValue, type FieldCause } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { evaluate } from '#kube/json-path.ts'
import { invalid } from '#kube/status.ts'
import type { Table, TableRow } from '#kube/table.ts'
import { apiVersionOf, type KubeObject, type ListMeta, type ObjectMeta } from '#kube/types.ts'
import type { Shape } from '#server/gateway/reduce.ts'
import { expiryOf, never, readKeySecret, type AccessKey } from '#server/identity/keys.ts'
import type { Identity } from '#server/identity/identity.ts'

export const apiVersion = apiVersionOf(ownedAccessKey)

const schema = ownedAccessKeySchema()

/** What in a Secret's labels and annotations is Aerie's own and nobody else's to see or write. */
const reserved = /^([^/]+\.)?aerie\.dev\//

/** Labels or annotations that are the key's owner's. */
export function ownMarks(marks: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(marks).filter(([name]) => !reserved.test(name)))
}

/** A key's Secret as the object that its owner sees; undefined for what is somebody else's or no key. */
export function ownedKeyOf(
  secret: KubeObject,
  { user, uid }: Pick<Identity, 'user' | 'uid'>,
): OwnedAccessKey | undefined {
  const key = readKeySecret(secret)
  if (key === undefined || key.user !== user || key.uid !== uid) return undefined
  const { metadata } = secret
  const { description, disabled, ttl = 0, ttlAfterLastActivity, scope, lastUsed } = key
  const expiry = expiryOf(key)
  return {
    apiVersion,
    kind: ownedAccessKey.kind,
    metadata: shownMetadata(metadata, key.called ?? metadata.name),
    spec: {
      displayName: key.displayName,
      ...(description === undefined ? {} : { description }),
      user,
      ...(disabled === undefined ? {} : { disabled }),
      ...(ttl === 0 ? {} : { ttl }),
      ...(ttlAfterLastActivity === undefined ? {} : { ttlAfterLastActivity }),
      ...(scope === undefined ? {} : { scope }),
      type: key.type,
    },
    status: {
      ...(lastUsed === undefined ? {} : { lastActivity: lastUsed }),
      ...(Number.isNaN(expiry) || expiry === Date.parse(never)
        ? {}
        : { expires: new Date(expiry).toISOString() }),
    },
  }
}

function shownMetadata(
  { uid, resourceVersion, creationTimestamp, labels, annotations }: ObjectMeta,
  name: string,
): ObjectMeta {
  const own = { labels: ownMarks(labels), annotations: ownMarks(annotations) }
  return {
    name,
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(Object.keys(own.labels).length === 0 ? {} : { labels: own.labels }),
    ...(Object.keys(own.annotations).length === 0 ? {} : { annotations: own.annotations }),
  }
}

const columns: Table['columnDefinitions'] = [
  {
    name: 'Name',
    type: 'string',
    format: 'name',
    description: 'The name of the key, which is not the key itself.',
    priority: 0,
  },
  ...schema.columns.map(({ name, type, description }) => ({
    name,
    type,
    format: '',
    description,
    priority: 0,
  })),
]

/** Keys as a Table; `described` says whether the columns are, as they are in the first event of a watch alone. */
export function tableOf(
  keys: readonly (OwnedAccessKey | KubeObject)[],
  metadata: ListMeta,
  shape: Shape,
  described: boolean,
): unknown {
  const rows = keys.map((key) => ({ cells: cellsOf(key), object: shownAs(key, shape) }))
  const columnDefinitions = described ? columns : []
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows }
}

function cellsOf(key: OwnedAccessKey | KubeObject): TableRow['cells'] {
  const values = schema.columns.map(({ jsonPath, type }) => {
    const [value] = evaluate(jsonPath, key)
    if (type !== 'date') return value ?? null
    return typeof value === 'string' ? age(Date.parse(value), Date.now()) : null
  })
  return [key.metadata.name, ...values]
}

/** One key in the form that is wanted: in a table's row, or where no table is. */
export function shownAs(key: OwnedAccessKey | KubeObject, shape: Shape): unknown {
  if (shape.form === 'objects') return key
  if (shape.form === 'table' && shape.include !== 'Metadata') return shape.include === 'Object' ? key : null
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: key.metadata }
}

type Spec = OwnedAccessKey['spec']

/** Reads what somebody wants a key to be, or throws 422 with a cause for each mistake. */
export function readSpec(name: string, body: unknown, { user }: Identity): Spec {
  const parsed = schema.spec.safeParse(body ?? {})
  const causes = parsed.success
    ? problemsOf(parsed.data, user)
    : parsed.error.issues.map(({ path, message }) =>
        invalidField(['spec', ...path.map(String)].join('.'), message),
      )
  if (causes.length > 0 || !parsed.success) throw invalidKey(name, causes)
  return parsed.data
}

export function invalidKey(name: string, causes: readonly FieldCause[]) {
  return invalid({ group: ownedAccessKey.group, kind: ownedAccessKey.kind, name }, causes)
}

/** Fields that the kind does not have; nested ones are refused by its scope or there are none. */
export function unknownFields(body: unknown): string[] {
  if (!isObject(body)) return []
  return Object.keys(body).filter((field) => !Object.hasOwn(schema.spec.shape, field))
}

const types: Record<string, AccessKey['type']> = { '': 'User', User: 'User', Login: 'Login', Other: 'Other' }

export function typeOf({ type = '' }: Spec): AccessKey['type'] {
  return types[type] ?? 'Other'
}

/** Since a use is noted every five minutes, a key in use would end in between were it good for less. */
const leastIdleSeconds = 600

/** Every replica keeps all keys in memory. */
const mostSpec = 16 * 1024

function problemsOf(spec: Spec, user: string): FieldCause[] {
  const { team = '', subject = '', groups = [], type = '', ttl = 0, ttlAfterLastActivity } = spec
  const foreign = { team: team !== '', subject: subject !== '', groups: groups.length > 0 }
  return [
    ...((spec.user ?? '') === '' || spec.user === user
      ? []
      : [forbiddenValue('spec.user', 'a key of your own acts as you')]),
    ...Object.entries(foreign).flatMap(([field, isSet]) =>
      isSet ? [forbiddenValue(`spec.${field}`, 'a key of your own acts as you')] : [],
    ),
    ...(Object.hasOwn(types, type) ? [] : [unsupportedValue('spec.type', type, Object.keys(types).slice(1))]),
    ...(JSON.stringify(spec).length > mostSpec ? [tooLong('spec', mostSpec)] : []),
    ...(ttlAfterLastActivity === true && ttl > 0 && ttl < leastIdleSeconds
      ? [invalidField('spec.ttl', `must be at least ${leastIdleSeconds} from the last activity`)]
      : []),
  ]
}
