import { containerOf } from '#api-mock/pods/containers.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readWanted, runningContainer, runningPod } from './pods.ts'
import type { PodConnection } from './pods.ts'
import { commandAnswer } from './run-command.ts'

/** `pods/exec`: runs a command in a container. Throws the StatusError of what cannot be run. */
export function exec({ pod, runtime, query, headers, signal }: PodConnection): Answer {
  const name = containerOf(pod, query.get('container') ?? '')
  const container = runningContainer(runningPod(pod, runtime), name)
  const wanted = readWanted(query)
  const command = query.getAll('command')
  const start = () => container.exec({ command, stdin: wanted.stdin, tty: wanted.tty })
  return commandAnswer({ headers, signal, wanted, start, own: true })
}
