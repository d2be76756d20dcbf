import { parseImage, versionOf } from '#api-mock/kubelet/images.ts'
import { within } from './program.ts'
import type { Program, Run } from './program.ts'
import { plainServer } from './servers.ts'

const mebibyte = 1024 * 1024

/** Whether an image is that of a nested API server. */
export function isVcluster(image: string): boolean {
  return /(^|\/)vcluster(-oss|-pro)?$/.test(parseImage(image)?.repository ?? '')
}

/** A line of its log, of some time in milliseconds since the epoch. */
export function logLine(at: number, level: 'INFO' | 'ERROR' | 'FATAL', where: string, text: string): string {
  const time = new Date(at).toISOString().replace('T', ' ').replace('Z', '')
  return `${time}\t${level}\t${where}\t${text}\t{"component": "vcluster"}`
}

/** A nested API server, which others run for it: here is what else such a container shows of itself. */
export function vcluster(run: Run): Program {
  const name = run.env.get('VCLUSTER_NAME') ?? run.pod
  const version = versionOf(run.image, '0.30.0')
  const texts: [number, string, string][] = [
    [60, 'cmd/start.go:81', `Starting vCluster ${version} for ${name}`],
    [140, 'setup/controller_context.go:76', 'Using physical cluster at https://10.96.0.1:443'],
  ]
  const lines = texts.map(([at, where, text]) => ({
    at,
    text: logLine(run.startedAt + at, 'INFO', where, text),
  }))
  const { answer: _answer, ...plain } = plainServer(run)
  return {
    ...plain,
    readyAfter: 1200,
    output: (from, to) => within(lines, from, to),
    stop: { after: 150, exitCode: 0, lines: ['Received signal terminated, shutting down'] },
    ports: [8443],
    serves: 'kubernetes',
    usage: { cpu: 30, memory: 180 * mebibyte },
  }
}

/** What brings the binaries of Kubernetes to a virtual cluster before it starts: they are copied at once. */
export function binaries(run: Run): Program {
  return { ...plainServer(run), ends: { after: 100, exitCode: 0 }, output: () => [] }
}
