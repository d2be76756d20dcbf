import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A field of a Go struct as its tag says it is written; the schema of the field says the rest. */
export interface GoField {
  name: string
  pointer: boolean
  /** Whether it is left out when it is empty. */
  omitEmpty: boolean
}

/** A field before embedded structs are taken apart: those have no name of their own. */
interface Field extends GoField {
  type: string
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
  const structs = new Map<string, Field[]>()
  for (const [, name = '', body = ''] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    structs.set(name, readFields(body))
  }
  return [...structs.keys()].map((name) => [`${prefix}.${name}`, fieldsOf(structs, name)])
}

function readFields(body: string): Field[] {
  return body.split('\n').flatMap((line) => {
    const [, type = '', tag] = /^\s+(?:\w+\s+)?(\S+)\s+`json:"([^"]*)"/.exec(line) ?? []
    const [name = '', ...options] = tag?.split(',') ?? []
    if (tag === undefined || name === '-') return []
    const omitEmpty = options.includes('omitempty') || options.includes('omitzero')
    return [{ name, type, omitEmpty, pointer: type.startsWith('*') }]
  })
}

/** The fields of a struct, those of its embedded structs included. */
function fieldsOf(structs: ReadonlyMap<string, Field[]>, name: string): GoField[] {
  return (structs.get(name) ?? []).flatMap(({ type, ...field }) =>
    field.name === '' ? fieldsOf(structs, type.replace(/^.*\./, '')) : [field],
  )
}
