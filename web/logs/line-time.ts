/** The time of a line as it stands before it: in the person's zone, to the millisecond. */
export function clockOf(time: string, now: number): string {
  const moment = new Date(time)
  if (Number.isNaN(moment.getTime())) return ''
  const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`
  const exact = `${clock}.${String(moment.getMilliseconds()).padStart(3, '0')}`
  const isToday = moment.toDateString() === new Date(now).toDateString()
  return isToday
    ? exact
    : `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${exact}`
}

/** The person's zone, such as `UTC+02:00`. */
export function zoneOf(now: number): string {
  const minutes = -new Date(now).getTimezoneOffset()
  if (minutes === 0) return 'UTC'
  const size = Math.abs(minutes)
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
