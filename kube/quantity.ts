/** How a quantity's suffix is written: `12M`, `12Mi` or `12e6`. */
export type QuantityFormat = 'decimal' | 'binary' | 'exponent'

/** An amount of a resource such as `500m` or `2Gi`; exact, since no floating point number is involved. */
export interface Quantity {
  /** The value in billionths, the finest unit that Kubernetes has. */
  readonly nanos: bigint
  readonly format: QuantityFormat
  /** What was parsed, where Kubernetes writes it back as it came. */
  readonly text?: string
}

/** No real amount is longer or has a larger exponent; the bounds are what a hostile text may cost. */
const mostCharacters = 128
const mostExponent = 256

const unit = 1_000_000_000n
const mostBinary = (2n ** 63n - 1n) * unit

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

interface Suffix {
  format: QuantityFormat
  /** The power of ten, or of two where the format is binary. */
  exponent: number
}

/**
 * Reads a quantity as Kubernetes does: what is finer than a billionth is rounded away from zero, and a binary
 * one ends at 2^63-1. Undefined when the text is none, and for a text of absurd length or exponent. Where JSON
 * has a number for a quantity, its text counts: `parseQuantity(String(2))` is the quantity `2`.
 * The rules are those of `k8s.io/apimachinery/pkg/api/resource`.
 */
export function parseQuantity(text: string): Quantity | undefined {
  if (text === '' || text.length > mostCharacters) return undefined
  const parts = /^([-+]?)(0*)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text)
  if (parts === null) return undefined
  const [, sign = '', zeros = '', whole = '', fraction = '', end = ''] = parts
  const suffix = readSuffix(end)
  if (suffix === undefined) return undefined
  const digits = (whole === '' ? '0' : whole) + fraction
  const short = isShort(digits, fraction, suffix)
  // Kubernetes takes `m` and `-` for zero, but only where its short way of reading leads to them.
  if (!short && zeros + whole + fraction === '') return undefined
  const { nanos, format } = amountOf(digits, fraction.length, suffix)
  const quantity = { nanos: sign === '-' ? -nanos : nanos, format }
  return text === '0' || (short && isKept(digits, fraction, suffix)) ? { ...quantity, text } : quantity
}

function readSuffix(suffix: string): Suffix | undefined {
  const decimal = decimalSuffixes.indexOf(suffix)
  if (decimal !== -1) return { format: 'decimal', exponent: decimal * 3 - 9 }
  const binary = binarySuffixes.indexOf(suffix)
  if (binary !== -1) return { format: 'binary', exponent: binary * 10 }
  if (!/^[eE][-+]?\d+$/.test(suffix)) return undefined
  const exponent = Number(suffix.slice(1))
  return Math.abs(exponent) > mostExponent ? undefined : { format: 'exponent', exponent }
}

/** Whether Kubernetes reads a quantity in its short way, as 64-bit integer, which alone may keep the text. */
function isShort(digits: string, fraction: string, { format, exponent }: Suffix): boolean {
  if (format !== 'binary') return digits.length <= 18 && exponent - fraction.length >= -9
  return fraction === '' && digits.length + Math.floor((exponent * 3) / 10) <= 14
}

function isKept(digits: string, fraction: string, { format, exponent }: Suffix): boolean {
  if (format === 'binary') return BigInt(digits) % 8n !== 0n
  return (exponent - fraction.length) % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}

/** The positive amount that digits stand for, the last `places` of which are behind the decimal point. */
function amountOf(digits: string, places: number, { format, exponent }: Suffix): Quantity {
  if (format !== 'binary') return { nanos: shift(BigInt(digits), exponent - places + 9), format }
  const nanos = shift(BigInt(digits) * 2n ** BigInt(exponent), 9 - places)
  if (nanos > mostBinary) return { nanos: mostBinary, format }
  return { nanos, format: nanos > 0n && nanos < unit ? 'decimal' : format }
}

function shift(value: bigint, places: number): bigint {
  const factor = 10n ** BigInt(Math.abs(places))
  return places < 0 ? divideUp(value, factor) : value * factor
}

/** Divides and rounds away from zero. */
function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  if (value % divisor === 0n) return quotient
  return value < 0n ? quotient - 1n : quotient + 1n
}

/**
 * The quantity as Kubernetes writes it: without fraction and with the largest suffix that loses nothing. A
 * binary one that is no integer, or below 1024, is written in decimal. Beyond `E` and `Ei` there is no suffix.
 */
export function formatQuantity({ nanos, format, text }: Quantity): string {
  if (text !== undefined) return text
  if (nanos === 0n) return '0'
  const size = nanos < 0n ? -nanos : nanos
  if (format === 'binary' && size >= 1024n * unit && nanos % unit === 0n) return formatBinary(nanos / unit)
  const digits = String(nanos)
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  const power = Math.floor((zeros - 9) / 3)
  const third = format === 'exponent' ? power : Math.min(power, 6)
  const mantissa = digits.slice(0, digits.length - third * 3 - 9)
  if (format === 'exponent') return third === 0 ? mantissa : `${mantissa}e${third * 3}`
  return mantissa + (decimalSuffixes[third + 3] ?? '')
}

function formatBinary(value: bigint): string {
  let mantissa = value
  let power = 0
  while (mantissa % 1024n === 0n && power < binarySuffixes.length - 1) {
    mantissa /= 1024n
    power += 1
  }
  return mantissa + (binarySuffixes[power] ?? '')
}

/** How Kubernetes stores the quantity that a JSON string or number's text writes; undefined when it is none. */
export function canonicalQuantity(text: string): string | undefined {
  const quantity = parseQuantity(text.trim())
  return quantity === undefined ? undefined : formatQuantity(quantity)
}

/** Negative, zero or positive, as sorting wants it. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  if (one.nanos === other.nanos) return 0
  return one.nanos < other.nanos ? -1 : 1
}

/** The sum, written like the first one; like the second where the first is zero. */
export function addQuantities(one: Quantity, other: Quantity): Quantity {
  return { nanos: one.nanos + other.nanos, format: isZero(one) ? other.format : one.format }
}

/** The difference, written like the first one; like the second where the first is zero. */
export function subtractQuantities(one: Quantity, other: Quantity): Quantity {
  return addQuantities(one, { ...other, nanos: -other.nanos })
}

export function isZero({ nanos }: Quantity): boolean {
  return nanos === 0n
}

/** -1, 0 or 1. */
export function signOf({ nanos }: Quantity): number {
  if (nanos === 0n) return 0
  return nanos < 0n ? -1 : 1
}

/** The whole units, rounded away from zero; beyond 2^53 the nearest number. */
export function value({ nanos }: Quantity): number {
  return Number(divideUp(nanos, unit))
}

/** The thousandths, rounded away from zero; beyond 2^53 the nearest number. */
export function milliValue({ nanos }: Quantity): number {
  return Number(divideUp(nanos, unit / 1000n))
}
