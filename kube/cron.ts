/** When a schedule fires: at times of the wall clock, or every so many seconds. */
export type CronSchedule = ClockSchedule | { every: number }

export interface ClockSchedule {
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  /** Days of the month and, from Sunday as 0, of the week; one of them is enough where both are restricted. */
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  weekdays: ReadonlySet<number>
  isEither: boolean
  /** The zone that a `TZ=` before the schedule names. */
  timeZone?: string
}

interface Bounds {
  least: number
  most: number
  names?: readonly string[]
}

const fields: readonly [Bounds, Bounds, Bounds, Bounds, Bounds] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  {
    least: 1,
    most: 12,
    names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
]

const shorthands: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

/** No schedule says anything new beyond this, and it is read again each time that its job is looked at. */
const mostCharacters = 1000

/**
 * Reads a schedule of a CronJob: five fields, a word such as `@daily`, or `@every 5m`. Throws an Error with the
 * words of github.com/robfig/cron, which a real server shows.
 */
export function parseCron(text: string): CronSchedule {
  if (text.length > mostCharacters) throw new Error(`more than ${mostCharacters} characters`)
  const [, timeZone, rest = text] = /^(?:CRON_)?TZ=(\S*) +(.*)$/s.exec(text) ?? []
  if (timeZone !== undefined && timeZone !== '' && !isTimeZone(timeZone)) {
    throw new Error(`provided bad location ${timeZone}: unknown time zone ${timeZone}`)
  }
  const spec = timeZone === undefined ? text : rest.trim()
  const schedule = spec.startsWith('@') ? parseWord(spec) : parseFields(spec)
  return 'every' in schedule || timeZone === undefined ? schedule : { ...schedule, timeZone }
}

function parseWord(word: string): CronSchedule {
  const same = shorthands[word]
  if (same !== undefined) return parseFields(same)
  const every = '@every '
  if (!word.startsWith(every)) throw new Error(`unrecognized descriptor: ${word}`)
  const seconds = parseDuration(word.slice(every.length))
  if (seconds === undefined) {
    const text = word.slice(every.length)
    const why = /^[-+]?\d+$/.test(text) ? 'missing unit in duration' : 'invalid duration'
    throw new Error(`failed to parse duration ${word}: time: ${why} ${JSON.stringify(text)}`)
  }
  return { every: Math.max(1, Math.floor(seconds)) }
}

const units: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
}

/** Go counts a duration in nanoseconds with 64 bits; beyond that it is none. */
const longestDuration = 2 ** 63 / 1e9

/** A duration as Go writes it, such as `1h30m`, in seconds. */
function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  if (!/^[-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return undefined
  const parts = text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)
  const seconds = [...parts].reduce(
    (sum, [, number = '', unit = '']) => sum + Number(number) * (units[unit] ?? 0),
    0,
  )
  if (seconds >= longestDuration) return undefined
  return text.startsWith('-') ? -seconds : seconds
}

function parseFields(spec: string): ClockSchedule {
  if (spec === '') throw new Error('empty spec string')
  const texts = spec.split(/\s+/).filter((text) => text !== '')
  if (texts.length !== fields.length) {
    throw new Error(`expected exactly 5 fields, found ${texts.length}: [${texts.join(' ')}]`)
  }
  const [minutes, hours, days, months, weekdays] = fields
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = texts
  return {
    minutes: parseField(minute, minutes),
    hours: parseField(hour, hours),
    days: parseField(day, days),
    months: parseField(month, months),
    weekdays: parseField(weekday, weekdays),
    isEither: !isAny(day) && !isAny(weekday),
  }
}

/** Whether a field has a star in it that leaves out nothing. */
function isAny(field: string): boolean {
  return field.split(',').some((part) => /^[*?](-[^/]*)?(\/0*1)?$/.test(part))
}

function parseField(field: string, bounds: Bounds): ReadonlySet<number> {
  const parts = field.split(',').filter((part) => part !== '')
  return new Set(parts.flatMap((part) => parseRange(part, bounds)))
}

function parseRange(text: string, bounds: Bounds): number[] {
  const [range = '', step, ...slashes] = text.split('/')
  const [low = '', high, ...hyphens] = range.split('-')
  const any = low === '*' || low === '?'
  const from = any ? bounds.least : parseNumber(low, bounds)
  if (!any && hyphens.length > 0) throw new Error(`too many hyphens: ${text}`)
  let to = any ? bounds.most : high === undefined ? from : parseNumber(high, bounds)
  if (slashes.length > 0) throw new Error(`too many slashes: ${text}`)
  const by = step === undefined ? 1 : parseNumber(step, { least: 0, most: 0 })
  if (step !== undefined && high === undefined) to = bounds.most
  const { least, most } = bounds
  if (from < least) throw new Error(`beginning of range (${from}) below minimum (${least}): ${text}`)
  if (to > most) throw new Error(`end of range (${to}) above maximum (${most}): ${text}`)
  if (from > to) throw new Error(`beginning of range (${from}) beyond end of range (${to}): ${text}`)
  if (by === 0) throw new Error(`step of range should be a positive number: ${text}`)
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by)
}

function parseNumber(text: string, { names = [] }: Bounds): number {
  const named = text === '' ? -1 : names.indexOf(text.toLowerCase())
  if (named !== -1) return named
  const failed = `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}`
  if (!/^[-+]?\d+$/.test(text)) throw new Error(`${failed}: invalid syntax`)
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`${failed}: value out of range`)
  if (number < 0) throw new Error(`negative number (${number}) not allowed: ${text}`)
  return number
}

/**
 * Whether there is such a zone, by its IANA name. Where zones are files, `utc` is none and `+01:00` is no name,
 * though Intl takes both.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || !/[A-Z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const minute = 60_000
const hour = 60 * minute

/**
 * The first time after `after` at which the schedule fires, by the wall clock of `timeZone`: UTC when there is
 * none. An hour that a clock skips fires nothing, one that it repeats fires twice. Undefined when nothing comes
 * within five years, as for 30 February.
 */
export function nextTime(schedule: CronSchedule, after: Date, timeZone?: string): Date | undefined {
  if ('every' in schedule) {
    return new Date(Math.floor(after.getTime() / 1000) * 1000 + schedule.every * 1000)
  }
  // A field of nothing but commas is valid and never met; there is no need to look at each minute.
  if (schedule.minutes.size === 0 || schedule.hours.size === 0) return undefined
  const wall = wallClock(schedule.timeZone ?? timeZone)
  let time = (Math.floor(after.getTime() / minute) + 1) * minute
  const lastYear = wall.at(time).getUTCFullYear() + 5
  for (;;) {
    const now = wall.at(time)
    const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
    if (year > lastYear) return undefined
    if (!schedule.months.has(month + 1)) time = wall.startOfDay(year, month + 1, 1)
    else if (!isDay(schedule, now)) time = wall.startOfDay(year, month, now.getUTCDate() + 1)
    else if (!schedule.hours.has(now.getUTCHours())) time += hour - now.getUTCMinutes() * minute
    else if (!schedule.minutes.has(now.getUTCMinutes())) time += minute
    else return new Date(time)
  }
}

function isDay({ days, weekdays, isEither }: ClockSchedule, now: Date): boolean {
  const [day, weekday] = [days.has(now.getUTCDate()), weekdays.has(now.getUTCDay())]
  return isEither ? day || weekday : day && weekday
}

/** What a clock on the wall shows, held in the UTC fields of a Date; times are in milliseconds. */
interface WallClock {
  at: (time: number) => Date
  startOfDay: (year: number, month: number, day: number) => number
}

function wallClock(timeZone: string | undefined): WallClock {
  if (timeZone === undefined || timeZone === 'UTC') {
    return { at: (time) => new Date(time), startOfDay: (...date) => Date.UTC(...date) }
  }
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const at = (time: number): Date => {
    const parts = Object.fromEntries(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 0, day = 0, hour: hours = 0, minute: minutes = 0, second = 0 } = parts
    return new Date(Date.UTC(year, month - 1, day, hours, minutes, second))
  }
  const startOfDay = (year: number, month: number, day: number): number => {
    const midnight = Date.UTC(year, month, day)
    const guess = midnight - (at(midnight).getTime() - midnight)
    const time = midnight - (at(guess).getTime() - guess)
    // Where the clock skips midnight, the day begins when it has jumped.
    return at(time).getTime() < midnight ? time + hour : time
  }
  return { at, startOfDay }
}
