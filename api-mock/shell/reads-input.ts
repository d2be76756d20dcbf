/**
 * Whether a command may read its standard input. The interpreter wants all of it before it begins, and a person's
 * never ends: to wait for it is right where it is read and wrong elsewhere. Only the first command of each
 * pipeline of a script inherits it, and which commands read it when they are given no file is known.
 */
export function readsInput([path = '', ...operands]: readonly string[]): boolean {
  const name = path.split('/').at(-1) ?? ''
  if (shells.has(name)) {
    const at = operands.indexOf('-c')
    return at < 0 || scriptReadsInput(operands[at + 1] ?? '')
  }
  if (always.has(name)) return true
  if (name === 'tar') return operands.includes('-') && !/^-?[a-z]*c/.test(operands[0] ?? '')
  const files = operands.filter((word) => !/^-./.test(word))
  return files.includes('-') || files.length < (leastOperands[name] ?? 0)
}

export function scriptReadsInput(script: string): boolean {
  return script.split(/\n|;|&&|\|\||&/).some((part) => {
    const [first = ''] = part.split('|', 1)
    // What is redirected is read from elsewhere.
    return !first.includes('<') && readsInput(wordsOf(first))
  })
}

const shells = new Set(['sh', 'bash', 'ash'])
const always = new Set(['read', 'tee', 'tr', 'xargs', 'mapfile', 'readarray'])

/** Commands that read when they have fewer operands than this. */
const leastOperands: Record<string, number> = {
  ...each(
    'cat head tail wc sort uniq nl rev tac fold expand unexpand cut paste column od base64 strings split',
    1,
  ),
  ...each('gzip gunzip zcat md5sum sha1sum sha256sum', 1),
  ...each('grep egrep fgrep sed awk jq yq', 2),
}

function each(names: string, least: number): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name) => [name, least]))
}

const keywords = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  '{',
  '(',
  'time',
  'exec',
])

/** Roughly the words of a simple command, without what comes before its name and without redirections. */
function wordsOf(command: string): string[] {
  const words = command.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? []
  const from = words.findIndex((word) => !keywords.has(word) && !/^\w+=/.test(word))
  return words
    .slice(Math.max(from, 0))
    .map((word) => word.replace(/^[({'"]|['")}]$/g, ''))
    .filter((word, index, all) => !/^\d*>/.test(word) && !/^\d*>>?$/.test(all[index - 1] ?? ''))
}
