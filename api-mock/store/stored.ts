import type { ObjectMeta } from '#kube/types.ts'

/** An object; `apiVersion` and `kind` are not kept, both follow from the resource and the version asked for. */
export interface Body {
  metadata: ObjectMeta
  [field: string]: unknown
}

const opening = '{"metadata":'

/**
 * One revision of one object, kept as JSON text. Lists are made by joining these texts, so the text begins
 * with the metadata and its length is known: whole objects, partial ones and tables need no parsing.
 */
export class Stored {
  readonly namespace: string
  readonly name: string
  /** The revision of this state, which is the object's resourceVersion. */
  readonly revision: number
  /** The revision in which the object was created: the same name made anew has another one. */
  readonly createRevision: number
  /** `{"metadata":{…},…}`, without `apiVersion` and `kind`. */
  readonly text: string
  readonly metadataLength: number
  #metadata: ObjectMeta | undefined

  constructor(fields: {
    namespace: string
    name: string
    revision: number
    createRevision: number
    text: string
    metadataLength: number
  }) {
    this.namespace = fields.namespace
    this.name = fields.name
    this.revision = fields.revision
    this.createRevision = fields.createRevision
    this.text = fields.text
    this.metadataLength = fields.metadataLength
  }

  /** `namespace/name`, the order of lists; a cluster-scoped object has an empty namespace. */
  get path(): string {
    return `${this.namespace}/${this.name}`
  }

  get metadataText(): string {
    return this.text.slice(opening.length, opening.length + this.metadataLength)
  }

  /** Shared by all who ask: read it, do not change it. */
  get metadata(): ObjectMeta {
    this.#metadata ??= JSON.parse(this.metadataText) as ObjectMeta
    return this.#metadata
  }

  /** The same revision with other content, for an answer that is not what is stored. */
  with(body: Body, revision = this.revision): Stored {
    const { namespace, name, createRevision } = this
    return new Stored({ namespace, name, revision, createRevision, ...encode(body, revision) })
  }

  /** The text of the whole object as a version of its resource; `prefix` comes from `kindPrefix`. */
  textAs(prefix: string): string {
    return prefix + this.text.slice(1)
  }
}

/** What `Stored.textAs` puts before an object's own fields. */
export function kindPrefix(apiVersion: string, kind: string): string {
  return `{"apiVersion":${JSON.stringify(apiVersion)},"kind":${JSON.stringify(kind)},`
}

/** Serialises an object at a revision, the metadata first and with its resourceVersion; 0 writes none. */
export function encode(
  body: { metadata: Partial<ObjectMeta>; [field: string]: unknown },
  revision: number,
): { text: string; metadataLength: number } {
  const { metadata, apiVersion: _apiVersion, kind: _kind, ...rest } = body
  const resourceVersion = revision === 0 ? undefined : String(revision)
  const metadataText = JSON.stringify({ ...metadata, resourceVersion })
  const restText = JSON.stringify(rest)
  const end = restText === '{}' ? '}' : `,${restText.slice(1)}`
  return { text: `${opening}${metadataText}${end}`, metadataLength: metadataText.length }
}
