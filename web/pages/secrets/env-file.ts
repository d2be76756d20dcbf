/** A line that says nothing. */
const idle = /^\s*(?:#.*)?$/
const beginning = /^\s*(?:export\s+)?([A-Za-z0-9_.-]+)\s*=[^\S\n]*/

/**
 * The keys and values of an `.env` file, as shells and tools write them: quoted values may have several lines, and a
 * key that comes twice has its last value. Undefined where the text is anything else, so that it stays what it is.
 */
export function parseEnv(text: string): Map<string, string> | undefined {
  const found = new Map<string, string>()
  let rest = text.replaceAll('\r\n', '\n')
  while (rest !== '') {
    const line = rest.split('\n', 1)[0] ?? ''
    if (idle.test(line)) {
      rest = rest.slice(line.length + 1)
      continue
    }
    const [start, key] = beginning.exec(line) ?? []
    if (start === undefined || key === undefined) return undefined
    const read = valueAt(rest.slice(start.length))
    if (read === undefined) return undefined
    found.set(key, read.value)
    rest = read.rest
  }
  return found.size === 0 ? undefined : found
}

interface Read {
  value: string
  /** What follows the line. */
  rest: string
}

function valueAt(text: string): Read | undefined {
  const quote = text[0]
  if (quote === '"' || quote === "'") {
    const pattern = quote === '"' ? /^"((?:[^"\\]|\\[\s\S])*)"/ : /^'([^']*)'/
    const [whole, inner] = pattern.exec(text) ?? []
    if (whole === undefined || inner === undefined) return undefined
    const [after = ''] = text.slice(whole.length).split('\n', 1)
    if (!idle.test(after)) return undefined
    const value = quote === '"' ? unescaped(inner) : inner
    return { value, rest: text.slice(whole.length + after.length + 1) }
  }
  const [line = ''] = text.split('\n', 1)
  return { value: line.replace(/\s+#.*$/, '').trim(), rest: text.slice(line.length + 1) }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character)
}
