import { availableParallelism, cpus, totalmem } from 'node:os'
import { readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

/** What the figures were measured on: without it they say nothing. */
export interface Machine {
  cores: number
  processor: string
  memoryGiB: number
  system: string
  node: string
  chromium: string
}

export function thisMachine(chromium: string): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: systemName(),
    node: process.versions.node,
    chromium: spawnSync(chromium, ['--version'], { encoding: 'utf8' }).stdout.trim(),
  }
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform
  } catch {
    return process.platform
  }
}
