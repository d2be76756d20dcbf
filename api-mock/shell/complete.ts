import type { ShellState } from './shell-state.ts'

/** What Tab offers for the last word of a line: commands at its start, else files; and the part that they replace. */
export async function complete(state: ShellState, line: string): Promise<[string[], string]> {
  const { fs } = state.interpreter
  const [, before = '', word = ''] = /^(.*?)([^\s;|&<>]*)$/.exec(line) ?? []
  const names = async (folder: string): Promise<string[]> => {
    try {
      return await fs.readdir(folder)
    } catch {
      return []
    }
  }
  if (/(^|[;|&])\s*$/.test(before) && !word.includes('/')) {
    const commands = (await names('/bin')).filter((name) => name.startsWith(word))
    return [commands.map((name) => `${name} `), word]
  }
  const slash = word.lastIndexOf('/') + 1
  const folder = fs.resolvePath(state.cwd, word.slice(0, slash) || '.')
  const found = (await names(folder)).filter((name) => name.startsWith(word.slice(slash)))
  const offers = found.map(async (name) => {
    // A folder can be read; what a link leads to may not be there.
    const isFolder = (await names(fs.resolvePath(folder, name))).length > 0
    return `${word.slice(0, slash)}${name}${isFolder ? '/' : ' '}`
  })
  return [await Promise.all(offers), word]
}
