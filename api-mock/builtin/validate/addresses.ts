import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'
import { type FieldCause, invalidValue } from '#kube/causes.ts'
import { when } from './checks.ts'

/** IP addresses and blocks of them, as net.ParseIP and Kubernetes' own rules on top read them. */

/** Octets with zeros before them: Go once read them, so that the message for them is another one. */
function hasLeadingZeros(text: string): boolean {
  const parts = text.split('.')
  const isNumber = (part: string): boolean => /^\d{1,9}$/.test(part) && Number(part) < 256
  return parts.length === 4 && parts.every(isNumber) && parts.some((part) => /^0\d/.test(part))
}

/** `fe80::1%eth0` is an address for Node and none for Go. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%')
}

export function isIpv6(text: string): boolean {
  return isIPv6(text)
}

export function validIp(text: string, field: string): FieldCause[] {
  if (hasLeadingZeros(text)) return [invalidValue(field, text, 'must not have leading 0s')]
  if (!isAddress(text)) {
    return [invalidValue(field, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')]
  }
  const mapped = /^[0:]*:ffff:\d+\.\d+\.\d+\.\d+$/i.test(text)
  return when(mapped, invalidValue(field, text, 'must not be an IPv4-mapped IPv6 address'))
}

/** Newer fields want an IPv6 address in its one short form. */
export function canonicalIp(text: string, field: string): FieldCause[] {
  if (!isIPv6(text) || !isAddress(text)) return []
  const short = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const detail = `must be in canonical form (${JSON.stringify(short)})`
  return when(text !== short, invalidValue(field, text, detail))
}

/** Addresses that nobody outside of a host could reach. */
export function reachableIp(text: string, field: string): FieldCause[] {
  if (!isAddress(text) && !hasLeadingZeros(text)) {
    return [invalidValue(field, text, 'must be a valid IP address')]
  }
  return specialBlocks.flatMap(([blocks, detail]) =>
    when(contains(blocks, text), invalidValue(field, text, detail.replace('$', text))),
  )
}

function block(...subnets: readonly [string, number][]): BlockList {
  const list = new BlockList()
  for (const [address, size] of subnets) {
    list.addSubnet(address, size, isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}

const specialBlocks: readonly [BlockList, string][] = [
  [block(['0.0.0.0', 32], ['::', 128]), 'may not be unspecified ($)'],
  [block(['127.0.0.0', 8], ['::1', 128]), 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  [
    block(['169.254.0.0', 16], ['fe80::', 10]),
    'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  ],
  [
    block(['224.0.0.0', 24], ['ff02::', 16]),
    'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  ],
]

function contains(blocks: BlockList, text: string): boolean {
  return blocks.check(text, isIPv4(text) ? 'ipv4' : 'ipv6')
}

interface Cidr {
  address: string
  size: number
}

export function parseCidr(text: string): Cidr | undefined {
  const [, address = '', size = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? []
  const most = isIPv4(address) ? 32 : 128
  if (!isAddress(address) || Number(size) > most || /^0\d/.test(size)) return undefined
  return { address, size: Number(size) }
}

/** Whether the bits after the prefix are zero. */
function isMasked({ address, size }: Cidr): boolean {
  return !bitsOf(address).slice(size).includes('1')
}

function bitsOf(address: string): string {
  if (isIPv4(address)) {
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
  }
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0').split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [first, last] = [groups(head), tail === undefined ? [] : groups(tail)]
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0')
  return [...first, ...(tail === undefined ? [] : zeros), ...last]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('')
}

export function validCidr(text: string, field: string): FieldCause[] {
  const [address = '', size = ''] = text.split('/')
  const zeros = 'must not have leading 0s in IP or prefix length'
  if (hasLeadingZeros(address) || /^0\d/.test(size)) return [invalidValue(field, text, zeros)]
  const cidr = parseCidr(text)
  if (cidr === undefined) {
    const detail = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'
    return [invalidValue(field, text, detail)]
  }
  const bits = 'must not have bits set beyond the prefix length'
  return when(!isMasked(cidr), invalidValue(field, text, bits))
}

/** Whether a block is a part of another one, and not all of it. */
export function isInside(part: Cidr, whole: Cidr): boolean {
  if (isIPv4(part.address) !== isIPv4(whole.address)) return false
  const same = bitsOf(part.address).slice(0, whole.size) === bitsOf(whole.address).slice(0, whole.size)
  return same && part.size > whole.size
}
