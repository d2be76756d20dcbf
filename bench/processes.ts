import { readdirSync, readFileSync } from 'node:fs'

/**
 * Resident memory of a process and all it started, in MB. Pages that several share, such as those of Node itself,
 * are counted in each, so it is an upper bound. Linux only.
 */
export function residentMegabytes(pid: number): number {
  return kilobytesOf(pid, 'Rss') / 1024
}

/** The same with every shared page counted once, among those that share it: what the machine would get back. */
export function proportionalMegabytes(pid: number): number {
  return kilobytesOf(pid, 'Pss') / 1024
}

function kilobytesOf(pid: number, what: 'Rss' | 'Pss'): number {
  return familyOf(pid)
    .map((member) => fieldOf(`/proc/${member}/smaps_rollup`, what))
    .reduce((sum, kilobytes) => sum + kilobytes, 0)
}

function familyOf(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: fieldOf(`/proc/${name}/status`, 'PPid') }))
  const family = new Set([pid])
  // A child's number may be lower than its parent's, so one pass is not enough.
  for (let size = 0; size !== family.size;) {
    size = family.size
    for (const { pid: child, parent } of all) if (family.has(parent)) family.add(child)
  }
  return [...family]
}

/** What a process alone has taken of the processors since it began, in ms; other load does not change it. */
export function processorMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // User and system time, in hundredths of a second on every Linux that Node supports.
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** 0 of a process that has ended since it was listed. */
function fieldOf(file: string, field: string): number {
  try {
    const text = readFileSync(file, 'utf8')
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
  } catch {
    return 0
  }
}
