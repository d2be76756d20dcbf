/** What a script does is looked for no further than this, in milliseconds. */
export const longest = 366 * 24 * 3_600_000

/** How long `sleep` waits, in milliseconds; what is no duration never ends. */
export function durationOf(args: readonly string[]): number {
  const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  let sum = 0
  for (const arg of args) {
    const [, amount, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(arg) ?? []
    sum += amount === undefined ? longest : Number(amount) * (units[unit || 's'] ?? 1000)
  }
  return Math.min(longest, sum)
}

/** What `test` says of its words. */
export function compares([left = '', operator, right = '']: readonly string[]): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '-eq':
      return Number(left) === Number(right)
    case '-ne':
      return Number(left) !== Number(right)
    case '-lt':
      return Number(left) < Number(right)
    case '-le':
      return Number(left) <= Number(right)
    case '-gt':
      return Number(left) > Number(right)
    case '-ge':
      return Number(left) >= Number(right)
    case undefined:
      return left !== ''
    default:
      return left === '-n' ? operator !== '' : left === '-z' && operator === ''
  }
}

/** A text as the words that it makes where nothing quotes it. */
export function split(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** A `printf` format with the arguments in the places of `%s` and `%d`. */
export function filled(format: string, args: readonly string[]): string {
  const values = args.values()
  return format.replace(/%[sd]/g, (all) => values.next().value ?? all)
}

/** A text as `echo -e` and `printf` write it. */
export function unescape(text: string): string {
  return text.replace(/\\([nt\\])/g, (_all, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? '\\')
}

/** What `date` writes. */
export function formatDate(time: number, args: readonly string[]): string {
  const date = new Date(time)
  const format = args.find((arg) => arg.startsWith('+'))
  const iso = date.toISOString()
  if (format === undefined) {
    const [, weekday = '', day = '', month = '', year = '', clock = ''] =
      /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? []
    return `${weekday} ${month} ${day} ${clock} UTC ${year}`
  }
  const fields: Record<string, string> = {
    s: String(Math.floor(time / 1000)),
    T: iso.slice(11, 19),
    F: iso.slice(0, 10),
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    Z: 'UTC',
  }
  return format.slice(1).replace(/%(\w)/g, (all, letter: string) => fields[letter] ?? all)
}
