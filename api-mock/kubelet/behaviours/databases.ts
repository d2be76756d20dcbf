import { versionOf } from '#api-mock/kubelet/images.ts'
import { repeated, within } from './program.ts'
import type { Line, Program, Run } from './program.ts'
import { plainServer } from './servers.ts'

const mebibyte = 1024 * 1024

export function redis(run: Run): Program {
  const stamp = (offset: number): string => {
    const [, month = '', day = '', year = '', time = ''] =
      /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(run.startedAt + offset).toUTCString()) ?? []
    return `1:M ${month} ${day} ${year} ${time}.${String(offset % 1000).padStart(3, '0')}`
  }
  const lines: Line[] = [
    { at: 4, text: `${stamp(4)} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo` },
    {
      at: 5,
      text: `${stamp(5)} * Redis version=${versionOf(run.image, '8.4.0')}, bits=64, commit=00000000, modified=0, pid=1, just started`,
    },
    { at: 9, text: `${stamp(9)} * Running mode=standalone, port=6379.` },
    { at: 11, text: `${stamp(11)} * Server initialized` },
    { at: 12, text: `${stamp(12)} * Ready to accept connections tcp` },
  ]
  return database(run, lines, {
    ports: [6379],
    serves: 'redis',
    stop: {
      after: 60,
      exitCode: 0,
      lines: [
        '1:signal-handler Received SIGTERM scheduling shutdown...',
        '1:M # Redis is now ready to exit, bye bye...',
      ],
    },
    usage: { cpu: 4, memory: 11 * mebibyte },
  })
}

export function postgres(run: Run): Program {
  const version = versionOf(run.image, '18.1')
  const at = (offset: number, text: string): Line => {
    const time = new Date(run.startedAt + offset).toISOString().replace('T', ' ').slice(0, 23)
    return { at: offset, text: `${time} UTC [1] LOG:  ${text}`, to: 'stderr' }
  }
  const lines = [
    { at: 30, text: 'PostgreSQL Database directory appears to contain a database; Skipping initialization' },
    at(120, `starting PostgreSQL ${version} (Debian ${version}-1.pgdg12+2) on x86_64-pc-linux-gnu`),
    at(121, 'listening on IPv4 address "0.0.0.0", port 5432'),
    at(160, 'database system was shut down'),
    at(190, 'database system is ready to accept connections'),
  ]
  const checkpoint = 300_000
  const line = (index: number): string =>
    `${new Date(run.startedAt + checkpoint * (index + 1)).toISOString().replace('T', ' ').slice(0, 23)} UTC [27] LOG:  checkpoint starting: time`
  return {
    ...database(run, lines, {
      ports: [5432],
      serves: 'postgres',
      stop: {
        after: 300,
        exitCode: 0,
        lines: ['LOG:  received fast shutdown request', 'LOG:  database system is shut down'],
      },
      usage: { cpu: 8, memory: 48 * mebibyte },
    }),
    readyAfter: 200,
    output: (from, to) => [
      ...within(lines, from, to),
      ...repeated({ every: checkpoint, first: checkpoint, line }, from, to),
    ],
  }
}

export function mysql(run: Run): Program {
  const version = versionOf(run.image, '9.5.0')
  const at = (offset: number, text: string): Line => ({
    at: offset,
    text: `${new Date(run.startedAt + offset).toISOString()} 0 [System] ${text}`,
    to: 'stderr',
  })
  const lines = [
    at(100, '[MY-015015] [Server] MySQL Server - start.'),
    at(700, '[MY-013576] [InnoDB] InnoDB initialization has started.'),
    at(900, '[MY-013577] [InnoDB] InnoDB initialization has ended.'),
    at(
      1200,
      `[MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '${version}'  port: 3306`,
    ),
  ]
  return {
    ...database(run, lines, {
      ports: [3306],
      serves: 'mysql',
      stop: {
        after: 500,
        exitCode: 0,
        lines: ['[System] [MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete'],
      },
      usage: { cpu: 12, memory: 390 * mebibyte },
    }),
    readyAfter: 1200,
  }
}

function database(
  run: Run,
  lines: readonly Line[],
  own: Pick<Program, 'ports' | 'serves' | 'stop' | 'usage'>,
): Program {
  const { answer: _answer, ...plain } = plainServer(run)
  return { ...plain, output: (from, to) => within(lines, from, to), ...own }
}
