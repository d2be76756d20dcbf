import { unserved } from '#api-mock/resources/unserved.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { goSchema, schemaNameOf } from '#api-mock/schema/go-schema.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { decodeObject } from './decode.ts'
import type { Decoded } from './decode.ts'

/** A kind that is only sent to a subresource, such as an Eviction. Throws where no such type is known. */
export function bodyKind(group: string, version: string, kind: string): ResourceDefinition {
  const name = schemaNameOf(group, version, kind)
  if (name === undefined) throw new Error(`there is no type ${kind} in ${group}/${version}`)
  return { ...unserved(group, ''), version, kind, schema: goSchema(name) }
}

/** Reads the body of a request to a subresource, which is of another kind than the resource. Throws StatusError 400 or 415. */
export async function decodeBody(context: Context, definition: ResourceDefinition): Promise<Decoded> {
  return await decodeObject({ ...context, definition })
}
