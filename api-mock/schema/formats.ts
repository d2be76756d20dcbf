import { nameProblems } from '#kube/names.ts'
import type { JsonSchema } from '#kube/json-schema.ts'

type FormatTest = (text: string) => boolean

/**
 * The test that kube-apiserver makes for the format of a text, undefined when it knows no such format for this
 * type; dashes in a format's name mean nothing.
 */
export function formatTest({ type = '', format = '' }: JsonSchema): FormatTest | undefined {
  if (type !== '' && type !== 'string') return undefined
  const name = format.replaceAll('-', '')
  return Object.hasOwn(tests, name) ? tests[name] : undefined
}

const uuid = (version: string, variant: string): FormatTest => {
  const pattern = new RegExp(
    `^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`,
    'i',
  )
  return (text) => pattern.test(text)
}

const matching =
  (pattern: RegExp): FormatTest =>
  (text) =>
    pattern.test(text)

/** No pattern here repeats a repetition, so that each test takes time in proportion to the text. */
const tests: Record<string, FormatTest> = {
  bsonobjectid: matching(/^[0-9a-f]{24}$/i),
  byte: isBase64,
  cidr: isCidr,
  creditcard: isCardNumber,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  email: (text) => /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(text) && !text.includes('..'),
  hexcolor: matching(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i),
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  k8slongname: (text) => nameProblems(text, 'subdomain').length === 0,
  k8sshortname: (text) => nameProblems(text, 'label').length === 0,
  mac: matching(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}([:-][0-9a-f]{2}){0,2}$|^([0-9a-f]{4}\.){2,3}[0-9a-f]{4}$/i),
  password: () => true,
  rgbcolor: matching(/^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/),
  ssn: matching(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  uri: isUri,
  uuid: uuid('[0-9a-f]', '[0-9a-f]'),
  uuid3: uuid('3', '[0-9a-f]'),
  uuid4: uuid('4', '[89ab]'),
  uuid5: uuid('5', '[89ab]'),
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** RFC 3339, of which the zone may be absent, with any number of decimals. */
function isDateTime(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})([.,]\d+)?([zZ]|[+-]\d{2}:\d{2})?$/.exec(text)
  if (parts === null) return false
  const [, date = '', hour, minute, second] = parts
  return isDate(date) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
}

/** As Go's `time.ParseDuration` (`1h30m`, `-1.5s`) or as Scala writes it (`22 ns`, `3 days`). */
function isDuration(text: string): boolean {
  if (text === '0') return true
  if (text.length > 64) return false
  const units = 'ns|us|µs|μs|ms|s|m|h'
  if (new RegExp(`^[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:${units}))+$`).test(text)) return true
  return /^\d+(\.\d+)?\s*(d|days?|h|hours?|m|mins?|minutes?|s|secs?|seconds?|ms|milli(second)?s?|us|micro(second)?s?|ns|nano(second)?s?|w|weeks?)$/.test(
    text,
  )
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function isHostname(text: string): boolean {
  if (text.length > 255) return false
  const parts = text.split('.')
  return parts.every((part) => /^[a-zA-Z0-9\p{S}\p{L}-]{1,63}$/u.test(part) && !/^-|-$/.test(part))
}

function isUri(text: string): boolean {
  return text.startsWith('/') || (/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text) && URL.canParse(text))
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
}

function isIpv6(text: string): boolean {
  return text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text) && URL.canParse(`http://[${text}]/`)
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', more] = text.split('/')
  if (more !== undefined || !/^(0|[1-9]\d{0,2})$/.test(bits)) return false
  return (isIpv4(address) && Number(bits) <= 32) || (isIpv6(address) && Number(bits) <= 128)
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{9}[\dX]$/.test(digits)) return false
  const sum = Array.from(digits, (digit, index) => (10 - index) * (digit === 'X' ? 10 : Number(digit)))
  return sum.reduce((total, each) => total + each, 0) % 11 === 0
}

function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{13}$/.test(digits)) return false
  const sum = Array.from(digits, (digit, index) => (index % 2 === 0 ? 1 : 3) * Number(digit))
  return sum.reduce((total, each) => total + each, 0) % 10 === 0
}

/** A card number in groups, with a valid last digit (Luhn). */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (!/^\d{13,19}$/.test(digits)) return false
  const sum = Array.from(digits)
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
    .map((value) => (value > 9 ? value - 9 : value))
  return sum.reduce((total, each) => total + each, 0) % 10 === 0
}
