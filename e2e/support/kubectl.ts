import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubectlPath } from '#scripts/kubectl.ts'
import type { Person } from './people.ts'

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Real kubectl as one person, with a cache of its own; `input` goes to its standard input. */
export interface Kubectl {
  run(args: readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<Finished>
  /** Runs on; `printed` grows. End it with `stop`. */
  follow(
    args: readonly string[],
    options?: { env?: Record<string, string> },
  ): {
    printed(): string
    /** Resolves when it ends, by itself or by `stop`. */ ended: Promise<void>
    stop(): Promise<void>
  }
}

export async function kubectlAs(person: Pick<Person, 'kubeconfig'>): Promise<Kubectl> {
  const program = await kubectlPath()
  const home = await mkdtemp(join(tmpdir(), 'aerie-kubectl-'))
  const begin = (args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
    spawn(program, args, {
      env: { PATH: process.env['PATH'] ?? '', HOME: home, KUBECONFIG: person.kubeconfig, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  return {
    run(args, { input, env } = {}) {
      const child = begin(args, env)
      let stdout = ''
      let stderr = ''
      child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      child.stdin?.end(input ?? '')
      return new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, stdout, stderr }))
      })
    },
    follow(args, { env } = {}) {
      const child = begin(args, env)
      let text = ''
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
      return {
        printed: () => text,
        ended,
        stop: async () => {
          if (child.exitCode !== null || child.signalCode !== null) return
          child.kill()
          await ended
        },
      }
    },
  }
}
