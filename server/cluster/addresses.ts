import { lookup } from 'node:dns/promises'
import { BlockList, isIPv6 } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Nobody's API server is there; what is, gives away credentials of the machine, or is everybody. */
const never = new BlockList()
never.addSubnet('0.0.0.0', 8, 'ipv4')
never.addSubnet('169.254.0.0', 16, 'ipv4')
never.addSubnet('224.0.0.0', 3, 'ipv4')
never.addAddress('::', 'ipv6')
never.addSubnet('fe80::', 10, 'ipv6')
never.addSubnet('ff00::', 8, 'ipv6')

/** Whether a host, as it stands in an address, is this machine itself. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host)
  return bare === 'localhost' || contains(loopback, bare)
}

/**
 * Why a server must not be dialled at the addresses of its host; undefined where it may. This machine may be dialled
 * where the management cluster is on it, too: then that is how this installation reaches its clusters.
 */
export async function addressProblem(
  host: string,
  loopbackAllowed: boolean,
  resolve: (host: string) => Promise<string[]> = resolved,
): Promise<string | undefined> {
  let addresses: string[]
  try {
    addresses = await resolve(bareHost(host))
  } catch {
    return 'no address is known for this host'
  }
  if (addresses.some((address) => contains(never, address)))
    return 'it is an address at which no cluster is: link-local, multicast or none at all'
  if (!loopbackAllowed && addresses.some((address) => contains(loopback, address)))
    return 'it is this machine itself, and the management cluster is elsewhere'
  return undefined
}

async function resolved(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
