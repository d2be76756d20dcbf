import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A field of a Go struct as its tag says it is written; the schema of the field says the rest. */
export interface GoField {
  /** In JSON; empty where the fields of an embedded struct take its place. */
  name: string
  type: string
  pointer: boolean
  /** Whether it is left out when it is empty. */
  omitEmpty: boolean
  /** In protobuf; undefined where it is not written there. */
  number: number | undefined
}

/** All structs of the packages `{group}/{version}` below a folder, by the names of their schemas. */
export function readGoTypes(folder: string, prefix: string): [string, GoField[]][] {
  return readdirSync(folder)
    .filter((group) => statSync(join(folder, group)).isDirectory())
    .flatMap((group) =>
      readdirSync(join(folder, group))
        .filter((version) => /^v\d+$/.test(version) && existsSync(join(folder, group, version, 'types.go')))
        .flatMap((version) => readPackage(join(folder, group, version), `${prefix}.${group}.${version}`)),
    )
}

function readPackage(folder: string, prefix: string): [string, GoField[]][] {
  const files = readdirSync(folder).filter(
    (name) => /^types.*\.go$/.test(name) && !name.includes('swagger') && !name.endsWith('_test.go'),
  )
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const structs = readStructs(text)
  return [...structs.keys()].map((name) => [`${prefix}.${name}`, fieldsOf(structs, name)])
}

/** The structs of a Go source by their names, with the fields that have a tag for JSON. */
export function readStructs(go: string): Map<string, GoField[]> {
  const structs = new Map<string, GoField[]>()
  for (const [, name = '', body = ''] of go.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms)) {
    structs.set(name, body.split('\n').flatMap(readField))
  }
  return structs
}

function readField(line: string): GoField[] {
  const [, type = '', tags = ''] = /^\s+(?:\w+\s+)?(\S+)\s+`(.*)`/.exec(line) ?? []
  const json = /json:"([^"]*)"/.exec(tags)?.[1]
  const [name = '', ...options] = json?.split(',') ?? []
  if (json === undefined || name === '-') return []
  const omitEmpty = options.includes('omitempty') || options.includes('omitzero')
  const number = /protobuf:"\w+,(\d+)/.exec(tags)?.[1]
  return [
    {
      name,
      type,
      omitEmpty,
      pointer: type.startsWith('*'),
      number: number === undefined ? undefined : Number(number),
    },
  ]
}

/** The fields of a struct, those of its embedded structs included. */
function fieldsOf(structs: ReadonlyMap<string, GoField[]>, name: string): GoField[] {
  return (structs.get(name) ?? []).flatMap((field) =>
    field.name === '' ? fieldsOf(structs, field.type.replace(/^.*\./, '')) : [field],
  )
}
