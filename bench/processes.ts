import { readdirSync, readFileSync } from 'node:fs'

/**
 * Resident memory of a process and all it started, in MB. Pages that several share are counted in each, so
 * it is an upper bound. Linux only.
 */
export function residentMegabytes(pid: number): number {
  const statuses = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statusOf(Number(name)))
  const family = new Set([pid])
  // A child's number may be lower than its parent's, so one pass is not enough.
  for (let size = 0; size !== family.size;) {
    size = family.size
    for (const { pid: child, parent } of statuses) if (family.has(parent)) family.add(child)
  }
  const resident = statuses.filter((status) => family.has(status.pid)).map(({ kilobytes }) => kilobytes)
  return resident.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024
}

/** What a process alone has taken of the processors since it began, in ms; other load does not change it. */
export function processorMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // User and system time, in hundredths of a second on every Linux that Node supports.
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function statusOf(pid: number): { pid: number; parent: number; kilobytes: number }[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const numberOf = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return [{ pid, parent: numberOf('PPid'), kilobytes: numberOf('VmRSS') }]
  } catch {
    // It has ended since it was listed.
    return []
  }
}
