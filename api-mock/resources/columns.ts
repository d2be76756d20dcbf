import type { Column } from './definition.ts'

const alone = (age: string): string => age

/** A cell that tells how long ago a time was, computed when the table is made, in words around it if given. */
export class Age {
  readonly since: string
  readonly words: (age: string) => string
  constructor(since: string, words = alone) {
    this.since = since
    this.words = words
  }
}

const nameDescription =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names'

const createdDescription =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata'

export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: nameDescription,
  priority: 0,
  value: ({ metadata }) => metadata.name ?? '',
}

export const ageColumn: Column = {
  name: 'Age',
  type: 'string',
  format: '',
  description: createdDescription,
  priority: 0,
  value: ({ metadata }) => new Age(metadata.creationTimestamp ?? ''),
}
