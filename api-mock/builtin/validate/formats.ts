import { labelKeyProblems, labelProblems, labelValueProblems, nameProblems } from '#kube/names.ts'
import { byteLength, type FieldCause, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'

/** What is wrong with a text that has to have some form: nothing when the list is empty. */
type Rule = (text: string) => string[]

export const dnsLabel: Rule = (text) => nameProblems(text, 'label')
export const dnsSubdomain: Rule = (text) => nameProblems(text, 'subdomain')
export const pathSegment: Rule = (text) => nameProblems(text, 'path-segment')
export const qualifiedName: Rule = (text) => labelKeyProblems(text)
export const labelValue: Rule = (text) => labelValueProblems(text)

/** A message of a pattern that was not met, as apimachinery composes it. */
function pattern(what: string, format: string, ...examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}', `).join(' or ')
  return examples.length === 0
    ? `${what} (regex used for validation is '${format}')`
    : `${what} (e.g. ${list}regex used for validation is '${format}')`
}

function longest(text: string, most: number): string[] {
  return byteLength(text) > most ? [`must be no more than ${most} characters`] : []
}

export const dns1035Label: Rule = (text) => {
  const what =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
  const valid = /^[a-z][-a-z0-9]*$/.test(text) && !text.endsWith('-')
  const format = '[a-z]([-a-z0-9]*[a-z0-9])?'
  return [...longest(text, 63), ...(valid ? [] : [pattern(what, format, 'my-name', 'abc-123')])]
}

export const wildcardSubdomain: Rule = (text) => {
  const what =
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character"
  const format = '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'
  const rest = text.slice(2)
  const valid =
    text.startsWith('*.') && rest.split('.').every((part) => /^[a-z0-9-]+$/.test(part) && !/^-|-$/.test(part))
  return [...longest(text, 253), ...(valid ? [] : [pattern(what, format, '*.example.com')])]
}

/** A search path of DNS, where `_` is an ordinary character. */
export const searchPath: Rule = (text) => {
  const what =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character"
  const label = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
  const valid = text
    .split('.')
    .every((part) => /^_?[a-z0-9][-_a-z0-9]*$/.test(part) && /[a-z0-9]$/.test(part))
  return [...longest(text, 253), ...(valid ? [] : [pattern(what, `${label}(\\.${label})*`, 'example.com')])]
}

export const portName: Rule = (text) => [
  ...longest(text, 15),
  ...(/^[-a-z0-9]+$/.test(text)
    ? []
    : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(text) ? [] : ['must contain at least one letter (a-z)']),
  ...(text.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(text) ? ['must not begin or end with a hyphen'] : []),
]

export const percent: Rule = (text) => {
  const what = "a valid percent string must be a numeric string followed by an ending '%'"
  return /^[0-9]+%$/.test(text) ? [] : [pattern(what, '[0-9]+%', '1%', '93%')]
}

export const headerName: Rule = (text) => {
  const what = "a valid HTTP header must consist of alphanumeric characters or '-'"
  return /^[-A-Za-z0-9]+$/.test(text) ? [] : [pattern(what, '[-A-Za-z0-9]+', 'X-Header-Name')]
}

export const environmentName: Rule = (text) =>
  /^[ -<>-~]*$/.test(text)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]

export const configKey: Rule = (text) => {
  const what = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
  const valid = /^[-._a-zA-Z0-9]+$/.test(text)
  return [
    ...longest(text, 253),
    ...(valid ? [] : [pattern(what, '[-._a-zA-Z0-9]+', 'key.name', 'KEY_NAME', 'key-name')]),
    ...(text === '.' || text === '..'
      ? [`must not be '${text}'`]
      : text.startsWith('..')
        ? ["must not start with '..'"]
        : []),
  ]
}

/** Labels and selectors that are maps, with all problems at the map's own path. */
export function labels(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const sorted = Object.keys(value)
    .sort()
    .map((key) => [key, String(value[key])])
  return labelProblems(Object.fromEntries(sorted), field)
}

/** A name after a domain, as `acme.io/foo`. */
export function domainPrefixedPath(text: string, field: string): FieldCause[] {
  if (text === '') return [requiredValue(field)]
  const at = text.indexOf('/')
  if (at <= 0 || at === text.length - 1) {
    return [invalidValue(field, text, 'must be a domain-prefixed path (such as "acme.io/foo")')]
  }
  const [host, path] = [text.slice(0, at), text.slice(at + 1)]
  const format = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"
  return [
    ...dnsSubdomain(host).map((problem) => invalidValue(field, host, problem)),
    ...(/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)
      ? []
      : [invalidValue(field, path, pattern('Invalid path', format))]),
  ]
}
