import type { ShellOptions } from './messages.ts'

/** Files that every simulated container has; what it says it is, it is. */
export function baseFiles({ hostname, command, env }: ShellOptions): Record<string, string> {
  return {
    '/etc/os-release': 'NAME="Simulated Linux"\nID=simulated\nPRETTY_NAME="Simulated container"\n',
    '/etc/hostname': `${hostname}\n`,
    '/etc/hosts': `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n`,
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n',
    '/etc/group': 'root:x:0:\nnobody:x:65534:\n',
    '/proc/1/cmdline': command.map((word) => `${word}\0`).join(''),
    '/proc/1/comm': `${(command[0] ?? '').split('/').at(-1) ?? ''}\n`,
    '/proc/1/environ': Object.entries(env)
      .map(([name, value]) => `${name}=${value}\0`)
      .join(''),
  }
}

export const baseFolders = ['/home', '/opt', '/root', '/run', '/srv', '/tmp', '/var/log', '/var/tmp']
