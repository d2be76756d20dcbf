import { shareOf } from '#api-mock/kubelet/hash.ts'
import { versionOf } from '#api-mock/kubelet/images.ts'
import { repeated, within } from './program.ts'
import type { HttpAnswer, Line, Program, Run } from './program.ts'

const mebibyte = 1024 * 1024

/** A server without a name of its own: it starts, listens on what its container declares, and goes on. */
export function plainServer(run: Run): Program {
  const lines = [
    { at: 20, text: `level=info msg="starting" image=${run.image}` },
    { at: 140, text: 'level=info msg="ready"' },
  ]
  const every = 60_000 + Math.floor(shareOf(run.uid) * 30_000)
  return {
    readyAfter: 0,
    output: (from, to) => [
      ...within(lines, from, to),
      ...repeated(
        { every, first: every, line: (index) => `level=info msg="heartbeat" count=${index + 1}` },
        from,
        to,
      ),
    ],
    stop: {
      after: 200,
      exitCode: 0,
      lines: ['level=info msg="received signal" signal=terminated', 'level=info msg="bye"'],
    },
    ports: [],
    serves: 'http',
    answer: () => ({ status: 200, type: 'text/plain; charset=utf-8', body: `hello from ${run.pod}\n` }),
    files: {
      '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n',
    },
    usage: {
      cpu: 5 + Math.floor(shareOf(`${run.uid}/cpu`) * 40),
      memory: (24 + Math.floor(shareOf(`${run.uid}/memory`) * 100)) * mebibyte,
    },
  }
}

const nginxPage = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`

export function nginx(run: Run): Program {
  const name = `nginx/${versionOf(run.image, '1.29.4')}`
  const script = '/docker-entrypoint.sh:'
  const at = (offset: number): string => slashTime(run.startedAt + offset)
  const lines: Line[] = [
    { at: 5, text: `${script} /docker-entrypoint.d/ is not empty, will attempt to perform configuration` },
    { at: 6, text: `${script} Looking for shell scripts in /docker-entrypoint.d/` },
    { at: 20, text: `${script} Configuration complete; ready for start up` },
    ...['using the "epoll" event method', name, 'start worker processes', 'start worker process 29'].map(
      (text, index): Line => ({ at: 30 + index, text: `${at(30)} [notice] 1#1: ${text}`, to: 'stderr' }),
    ),
  ]
  return {
    ...plainServer(run),
    output: (from, to) => within(lines, from, to),
    stop: {
      after: 80,
      exitCode: 0,
      lines: ['[notice] 1#1: signal 3 (SIGQUIT) received, shutting down', '[notice] 1#1: exit'],
    },
    ports: [80],
    answer: (_method, path) => welcome(path, nginxPage, name),
    files: {
      '/etc/nginx/nginx.conf':
        'user  nginx;\nworker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n',
      '/usr/share/nginx/html/index.html': nginxPage,
      '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
    },
    usage: { cpu: 1 + Math.floor(shareOf(run.uid) * 8), memory: 9 * mebibyte },
  }
}

export function httpd(run: Run): Program {
  const name = `Apache/${versionOf(run.image, '2.4.66')} (Unix)`
  const page = '<html><body><h1>It works!</h1></body></html>\n'
  const lines: Line[] = [
    {
      at: 40,
      text: "AH00558: httpd: Could not reliably determine the server's fully qualified domain name",
      to: 'stderr',
    },
    {
      at: 60,
      text: `[mpm_event:notice] [pid 1:tid 1] AH00489: ${name} configured -- resuming normal operations`,
      to: 'stderr',
    },
    {
      at: 61,
      text: "[core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'",
      to: 'stderr',
    },
  ]
  return {
    ...plainServer(run),
    output: (from, to) => within(lines, from, to),
    stop: {
      after: 60,
      exitCode: 0,
      lines: ['[mpm_event:notice] [pid 1:tid 1] AH00491: caught SIGTERM, shutting down'],
    },
    ports: [80],
    answer: (_method, path) => welcome(path, page, name),
    files: { '/usr/local/apache2/htdocs/index.html': page },
    usage: { cpu: 2, memory: 12 * mebibyte },
  }
}

/** The applications that demonstrations are made of: a line for each few requests that somebody makes of them. */
export function webApplication(runtime: 'node' | 'go' | 'java' | 'python'): (run: Run) => Program {
  return (run) => {
    const plain = plainServer(run)
    const boot = { node: 300, go: 40, java: 2400, python: 500 }[runtime]
    const port = { node: 3000, go: 8080, java: 8080, python: 8000 }[runtime]
    const words = {
      node: `Server listening on http://0.0.0.0:${port}`,
      go: `{"level":"info","msg":"listening","addr":":${port}"}`,
      java: `INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port ${port} (http) with context path '/'`,
      python: `INFO:     Uvicorn running on http://0.0.0.0:${port} (Press CTRL+C to quit)`,
    }
    const paths = ['/', '/api/items', '/healthz', '/api/orders?page=2', '/metrics']
    const every = 8000 + Math.floor(shareOf(run.uid) * 9000)
    const line = (index: number): string => {
      const time = new Date(run.startedAt + boot + every * (index + 1)).toISOString()
      const path = paths[Math.floor(shareOf(`${run.uid}/${index}`) * paths.length)] ?? '/'
      return `${time} GET ${path} 200 ${1 + Math.floor(shareOf(`${index}/${run.uid}`) * 40)}ms`
    }
    return {
      ...plain,
      readyAfter: boot,
      output: (from, to) => [
        ...within([{ at: boot, text: words[runtime] }], from, to),
        ...repeated({ every, first: boot + every, line }, from, to),
      ],
      ports: [port],
      usage: {
        cpu: 10 + Math.floor(shareOf(run.uid) * 60),
        memory: { node: 78, go: 19, java: 340, python: 62 }[runtime] * mebibyte,
      },
    }
  }
}

export function pause(run: Run): Program {
  return { ...silent(run), usage: { cpu: 0, memory: mebibyte } }
}

/** Parts of a cluster itself. */
export function systemPart(run: Run): Program {
  const name = run.image.replace(/^.*\//, '').replace(/[:@].*$/, '')
  const lines = [
    { at: 10, text: `I1 ${name}: starting`, to: 'stderr' as const },
    { at: 90, text: `I1 ${name}: caches are synced`, to: 'stderr' as const },
  ]
  return { ...plainServer(run), output: (from, to) => within(lines, from, to) }
}

function silent(run: Run): Program {
  const { answer: _answer, serves: _serves, ...plain } = plainServer(run)
  return { ...plain, output: () => [], stop: { after: 10, exitCode: 0, lines: [] }, files: {} }
}

function welcome(path: string, page: string, server: string): HttpAnswer {
  const type = 'text/html'
  if (path.split('?', 1)[0] === '/' || path.startsWith('/index.html'))
    return { status: 200, type, body: page }
  const body = `<html>\n<head><title>404 Not Found</title></head>\n<body>\n<center><h1>404 Not Found</h1></center>\n<hr><center>${server}</center>\n</body>\n</html>\n`
  return { status: 404, type, body }
}

function slashTime(time: number): string {
  return new Date(time).toISOString().replaceAll('-', '/').replace('T', ' ').slice(0, 19)
}
