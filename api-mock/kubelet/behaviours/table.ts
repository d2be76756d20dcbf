import { crashing, flaky, greedy, hanging, oneShot, slow, unready } from './failing.ts'
import { mysql, postgres, redis } from './databases.ts'
import type { Program, Run } from './program.ts'
import { shell, speaksShell } from './shell.ts'
import { binaries, isVcluster, vcluster } from './vcluster.ts'
import { httpd, nginx, pause, plainServer, systemPart, webApplication } from './servers.ts'

/** Image → behaviour: the first that fits the image's repository, without its host and tag. */
const table: readonly [RegExp, (run: Run) => Program][] = [
  [/(^|\/)loft-sh\/kubernetes$/, binaries],
  [/(^|[-/])crash/, crashing],
  [/(^|[-/])flaky/, flaky],
  [/(^|[-/])oom/, greedy],
  [/(^|[-/])slow-start/, slow],
  [/(^|[-/])(never-ready|unready)/, unready],
  [/(^|[-/])(unhealthy|hanging)/, hanging],
  [/(^|[-/])(one-?shot|migrat(e|ion)s?|job)(-|$)/, oneShot],
  [/(^|\/)(nginx|nginx-unprivileged|openresty)$/, nginx],
  [/(^|\/)(httpd|apache)$/, httpd],
  [/(^|\/)(redis|valkey|redis-stack-server)$/, redis],
  [/(^|\/)(postgres|postgresql|postgis)$/, postgres],
  [/(^|\/)(mysql|mariadb|percona)$/, mysql],
  [/(^|\/)pause$/, pause],
  [/(^|\/)(busybox|alpine|debian|ubuntu|bash|fedora|centos|rockylinux|curl|buildpack-deps)$/, shell],
  [/(^|[-/])(node|nodejs|express|next|frontend|ui|web)(-|$)/, webApplication('node')],
  [
    /(^|[-/])(java|spring|tomcat|jetty|quarkus|keycloak|openjdk|eclipse-temurin)(-|$)/,
    webApplication('java'),
  ],
  [/(^|[-/])(python|django|flask|fastapi|uvicorn)(-|$)/, webApplication('python')],
  [/(^|[-/])(go|golang|api|backend|gateway|echo|hello|podinfo|http-echo|agnhost)(-|$)/, webApplication('go')],
]

/** What a container does; a command that a shell understands counts more than its image. */
export function programOf(run: Run): Program {
  if (speaksShell(run.command)) return shell(run)
  const repository = run.image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')
  const path = repository.replace(/^[^/]*[.:][^/]*\//, '')
  if (isVcluster(run.image)) return vcluster(run)
  const found = table.find(([pattern]) => pattern.test(path))
  if (found !== undefined) return found[1](run)
  return repository.startsWith('registry.k8s.io/') ? systemPart(run) : plainServer(run)
}
