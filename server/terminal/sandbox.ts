import { join } from 'node:path'

/** What a shell in the sandbox has of the machine. */
export interface SandboxFiles {
  bwrap: string
  /** Where each program of the machine really is, by the name by which it is called inside. */
  programs: ReadonlyMap<string, string>
  /** Folders of libraries, which stand inside where they stand outside. */
  libraries: readonly string[]
  /** kubectl and, where there is one, helm. */
  tools: ReadonlyMap<string, string>
  /** The folder of one session: `kubeconfig` and `api.sock`. */
  session: string
  /** The folder of what all sessions read: `passwd`, `group`, `bashrc`. */
  common: string
  /** What its prompt says it is for. */
  place: string
}

/** Inside, the API server is here: a socket that leads to the gateway and nowhere else. */
export const insidePort = 6443

/** Bounds of one session (see prlimit(1)): processes, open files, seconds of CPU, bytes of a file and of memory. */
const bounds = [
  '--nproc=512',
  '--nofile=256',
  '--cpu=300',
  '--fsize=33554432',
  '--data=1073741824',
  '--core=0',
]

const folderBytes = String(32 * 1024 * 1024)

/**
 * The command that runs a program in the sandbox: namespaces of its own for everything, so without any network
 * but a loopback; no capabilities; a file system of read-only programs and two small folders in memory. It is to
 * be started with an empty environment, because the first process inside shows that of whoever started it.
 */
export function sandboxCommand(files: SandboxFiles, program: readonly string[]): string[] {
  const { bwrap, programs, libraries, tools, session, common, place } = files
  const readOnly = (from: string, to: string): string[] => ['--ro-bind', from, to]
  const settings = Object.entries({ ...environment, AERIE_PLACE: place })
  return [
    [bwrap, '--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--clearenv'],
    ['--cap-drop', 'ALL', '--uid', '1000', '--gid', '1000', '--hostname', 'console'],
    ...libraries.map((folder) => readOnly(folder, folder)),
    ...[...programs].map(([name, file]) => readOnly(file, `/usr/bin/${name}`)),
    ['--symlink', 'usr/bin', '/bin', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    ['--proc', '/proc', '--dev', '/dev'],
    ['--size', folderBytes, '--tmpfs', '/tmp', '--size', folderBytes, '--tmpfs', '/home/user'],
    ...[...tools].map(([name, file]) => readOnly(file, `/opt/bin/${name}`)),
    readOnly(join(session, 'kubeconfig'), '/etc/kube/config'),
    ['--bind', join(session, 'api.sock'), '/run/api.sock'],
    readOnly(join(common, 'passwd'), '/etc/passwd'),
    readOnly(join(common, 'group'), '/etc/group'),
    readOnly(join(common, 'bashrc'), '/etc/bashrc'),
    ['--remount-ro', '/'],
    ...settings.map(([name, value]) => ['--setenv', name, value]),
    ['--chdir', '/home/user'],
    ['bash', '--norc', '-c', begin, 'bash', ...program],
  ].flat()
}

const environment = {
  HOME: '/home/user',
  USER: 'user',
  PATH: '/opt/bin:/usr/bin',
  KUBECONFIG: '/etc/kube/config',
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  EDITOR: 'vi',
}

/**
 * kubectl speaks TCP alone, so something must listen inside: socat, of which a connection costs a megabyte, where
 * a Node of our own would cost each session forty and a tenth of a second.
 */
const begin = `socat TCP-LISTEN:${insidePort},bind=127.0.0.1,fork,reuseaddr UNIX-CONNECT:/run/api.sock & exec prlimit ${bounds.join(' ')} -- "$@"`

export const shellProgram = ['bash', '--rcfile', '/etc/bashrc', '-i']

/** Puts whoever runs the server, where that is root, out of reach: root's processes have no bounds. */
export function asUser(setpriv: string, id: number, command: readonly string[]): string[] {
  return [setpriv, `--reuid=${id}`, `--regid=${id}`, '--clear-groups', '--no-new-privs', '--', ...command]
}

/** What the machine may have that is of use in a shell; what it lacks is missing inside. */
export const usefulPrograms =
  'awk base64 basename cat chmod clear cmp column comm cp curl cut date diff dirname du echo env expr false file find fold grep gunzip gzip head hostname id jq join kill less ln ls md5sum mkdir mktemp more mv nano nl od paste printenv printf ps pwd readlink realpath rev rm rmdir sed seq sh sha256sum sleep sort split stat stty tac tail tar tee test timeout top touch tput tr true tty uname uniq vi vim watch wc which whoami xargs yes yq zcat'.split(
    ' ',
  )

/** Without these there is no shell. */
export const neededPrograms = ['bash', 'socat', 'prlimit'] as const
