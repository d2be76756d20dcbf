import { stringify } from 'yaml'

/**
 * YAML as kubectl reads it, too: that still takes `yes` and `0o7` for more than texts, so that such a text is in quotes.
 */
export function yamlOf(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' })
}
