export type Severity = 'error' | 'warn' | 'info' | 'debug'

/** What programs call how grave a line is. */
const words: Readonly<Record<string, Severity>> = {
  fatal: 'error',
  panic: 'error',
  crit: 'error',
  critical: 'error',
  alert: 'error',
  emerg: 'error',
  error: 'error',
  err: 'error',
  warning: 'warn',
  warn: 'warn',
  notice: 'info',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
}

const klog: Readonly<Record<string, Severity>> = { F: 'error', E: 'error', W: 'warn', I: 'info' }

/** The field of a JSON line or of logfmt; pino and bunyan count by tens. */
const field =
  /(?:"(?:level|severity|lvl|log\.level)"\s*:\s*"?|\b(?:level|severity|lvl)=["[]?)([A-Za-z]+|\d\d)\b/

const all = Object.keys(words).join('|')

/** Near the beginning, in capitals or in brackets. */
const capital = /^[^"{]{0,60}?\b(FATAL|PANIC|CRITICAL|ERROR|ERR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)\b/
const bracketed = new RegExp(`^[^"{]{0,60}?[[<(](${all})[\\])>]`)
/** The first word, before a colon; an exception by its class. */
const leading = new RegExp(`^(?:(${all})|(?:\\w+ )?[\\w.]*(?:Error|Exception)): `, 'i')

/** How grave a line calls itself; undefined where it does not. */
export function severityOf(text: string): Severity | undefined {
  const head = text.length > 2_000 ? text.slice(0, 2_000) : text
  const [, letter = ''] = /^([FEWI])\d{4} \d\d:\d\d:\d\d/.exec(head) ?? []
  if (letter !== '') return klog[letter]
  const [, level = ''] = field.exec(head) ?? []
  if (level !== '') return words[level.toLowerCase()] ?? ofNumber(Number(level))
  const [, word] = capital.exec(head) ?? bracketed.exec(head) ?? []
  if (word !== undefined) return words[word.toLowerCase()]
  const found = leading.exec(head)
  return found === null ? undefined : (words[found[1]?.toLowerCase() ?? ''] ?? 'error')
}

function ofNumber(level: number): Severity | undefined {
  if (Number.isNaN(level)) return undefined
  if (level >= 50) return 'error'
  if (level >= 40) return 'warn'
  return level >= 30 ? 'info' : 'debug'
}
