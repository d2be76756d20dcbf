import { parseImage, versionOf } from '#api-mock/kubelet/images.ts'
import { within } from './program.ts'
import type { Line, Program, Run } from './program.ts'
import { plainServer } from './servers.ts'

const mebibyte = 1024 * 1024

/** Whether an image is that of a nested API server. */
export function isVcluster(image: string): boolean {
  return /(^|\/)vcluster(-oss|-pro)?$/.test(parseImage(image)?.repository ?? '')
}

/** A nested API server, which others run for it: here is what else such a container shows of itself. */
export function vcluster(run: Run): Program {
  const name = run.env.get('VCLUSTER_NAME') ?? run.pod
  const at = (offset: number, level: string, where: string, text: string, facts: object = {}): Line => {
    const time = new Date(run.startedAt + offset).toISOString().replace('T', ' ').replace('Z', '')
    const words = { component: 'vcluster', ...facts }
    return { at: offset, text: `${time}\t${level}\t${where}\t${text}\t${JSON.stringify(words)}` }
  }
  const version = versionOf(run.image, '0.30.0')
  const lines = [
    at(60, 'INFO', 'cmd/start.go:81', `Starting vCluster ${version}`, { name }),
    at(140, 'INFO', 'setup/controller_context.go:76', 'Using physical cluster at https://10.96.0.1:443'),
    at(420, 'INFO', 'certs/ensure.go:176', `Certificates are in secret ${name}-certs`),
    at(560, 'INFO', 'commandwriter/commandwriter.go:126', 'Serving securely on 127.0.0.1:6443', {
      component: 'apiserver',
    }),
    at(700, 'INFO', 'commandwriter/commandwriter.go:126', 'Started controllers', {
      component: 'controller-manager',
    }),
    at(980, 'INFO', 'setup/controllers.go:325', `Applied kube config secret vc-${name}`),
    at(1100, 'INFO', 'server/server.go:308', 'Starting tls proxy server at 0.0.0.0:8443'),
  ]
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
