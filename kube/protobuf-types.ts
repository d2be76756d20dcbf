import messages from './generated/protobuf.json' with { type: 'json' }

export interface FieldType {
  number: number
  /** The field's name in JSON; empty where the fields of its message take its place. */
  name: string
  form: 'one' | 'list' | 'map'
  /** A scalar, a type with a JSON of its own such as `quantity`, or the name of a message type. */
  type: string
  /** Whether JSON has the field always, when it was sent, or only when it is not zero. */
  kept: 'always' | 'when-sent' | 'unless-zero'
}

export interface MessageType {
  fields: ReadonlyMap<number, FieldType>
  /** In JSON the message is nothing but its last field that is set. */
  isUnion: boolean
}

const described = new Map(Object.entries(messages.types))
const known = new Map<string, MessageType>()
const kindsOf = new Map(Object.entries(messages.kinds))

/** The name of a kind's message type; undefined when no such kind is served. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  // Every group has these options, which in Go are one type.
  if (kind === 'DeleteOptions') return 'meta/v1.DeleteOptions'
  const served = kindsOf.get(apiVersion)
  return served?.kinds.split(' ').includes(kind) === true ? `${served.types}.${kind}` : undefined
}

/** Reads a type's description, `number:name:type` for each field, when it is first needed. */
export function messageType(name: string): MessageType | undefined {
  const type = known.get(name)
  if (type !== undefined) return type
  const text = described.get(name)
  if (text === undefined) return undefined
  const isUnion = text.startsWith('=')
  const fields = text.slice(isUnion ? 1 : 0).split(' ')
  const read = fields.filter((field) => field !== '').map((field) => readField(name, field))
  const made = { isUnion, fields: new Map(read.map((field) => [field.number, field])) }
  known.set(name, made)
  return made
}

const keptBy = { '!': 'always', '?': 'when-sent', '': 'unless-zero' } as const

function readField(owner: string, field: string): FieldType {
  const [number = '', name = '', described = ''] = field.split(':')
  const [, prefix = '', type = '', suffix = ''] = /^(\[\]|\{\})?([^!?]+)([!?]?)$/.exec(described) ?? []
  const form = prefix === '[]' ? 'list' : prefix === '{}' ? 'map' : 'one'
  const kept = suffix === '!' || suffix === '?' ? keptBy[suffix] : keptBy['']
  // A capital letter alone is a type of the same package.
  const full = /^[A-Z]/.test(type) ? owner.replace(/[^.]*$/, type) : type
  return { number: Number(number), name, form, type: full, kept }
}
