import { stringify } from 'yaml'

/** JSON text as YAML, in the form that sigs.k8s.io/yaml writes: keys sorted, lists not indented. */
export function toYaml(text: string): string {
  return stringify(JSON.parse(text), {
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    version: '1.1',
    aliasDuplicateObjects: false,
  })
}
