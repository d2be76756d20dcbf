/** What `ls` prints, of root's files and with the names of folders as they are, unless it was asked to mark them. */
export function listed(args: readonly string[], text: string): string {
  const flags = args.filter((each) => /^-[^-]/.test(each)).join('')
  if (!flags.includes('l')) return text
  return text
    .split('\n')
    .map((line) => {
      const owned = line.replace(/^([-dl]\S{9} +\d+) user user /, '$1 root root ')
      const isMarked = owned.startsWith('d') && !/[Fp]/.test(flags) && owned !== line
      return isMarked ? owned.replace(/(?<=[^ ])\/$/, '') : owned
    })
    .join('\n')
}

/** What the interpreter complains of, in the name and the words of the shell that somebody started. */
export function complained(shell: string, text: string): string {
  if (shell === 'bash') return text
  return text
    .replaceAll(/^bash: (.+): command not found$/gm, `${shell}: $1: not found`)
    .replaceAll(/^bash: /gm, `${shell}: `)
}

const shells = new Set(['sh', 'ash', 'dash', 'bash'])

/** The name under which a command runs the interpreter. */
export function shellOf([program = '']: readonly string[]): string {
  const name = program.replace(/^.*\//, '')
  return shells.has(name) ? name : 'sh'
}
