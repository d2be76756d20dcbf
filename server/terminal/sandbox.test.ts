import { expect, test } from 'vitest'
import { asUser, sandboxCommand, shellProgram } from './sandbox.ts'

const files = {
  bwrap: '/usr/bin/bwrap',
  programs: new Map([['bash', '/usr/bin/bash']]),
  libraries: ['/usr/lib'],
  tools: new Map([['kubectl', '/data/bin/kubectl-1']]),
  session: '/run/aerie/one',
  common: '/run/aerie',
  place: 'dev',
}

function has(command: readonly string[], ...part: string[]): boolean {
  return command.some((_, at) => part.every((word, offset) => command[at + offset] === word))
}

test('a shell has namespaces of its own and nothing to write to but two small folders', () => {
  const command = sandboxCommand(files, shellProgram)
  for (const word of ['--unshare-all', '--disable-userns', '--die-with-parent', '--clearenv'])
    expect(command).toContain(word)
  expect(command).not.toContain('--share-net')
  expect(has(command, '--cap-drop', 'ALL')).toBe(true)
  expect(has(command, '--remount-ro', '/')).toBe(true)
  const written = command.filter((word) => word === '--bind' || word === '--dev-bind')
  expect(written).toEqual(['--bind'])
  expect(has(command, '--bind', '/run/aerie/one/api.sock', '/run/api.sock')).toBe(true)
  expect(has(command, '--ro-bind', '/data/bin/kubectl-1', '/opt/bin/kubectl')).toBe(true)
})

test('where the server is root, the shell is somebody without groups', () => {
  expect(asUser('/usr/bin/setpriv', 200_001, ['true'])).toEqual([
    '/usr/bin/setpriv',
    '--reuid=200001',
    '--regid=200001',
    '--clear-groups',
    '--no-new-privs',
    '--',
    'true',
  ])
})
