import { containerOf } from '#api-mock/pods/containers.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readWanted, runningContainer, runningPod } from './pods.ts'
import type { PodConnection } from './pods.ts'
import { commandAnswer } from './run-command.ts'

/** `pods/attach`: joins the process that a container runs. Throws the StatusError of what cannot be joined. */
export function attach({ pod, runtime, query, headers, signal }: PodConnection): Answer {
  const name = containerOf(pod, query.get('container') ?? '')
  const container = runningContainer(runningPod(pod, runtime), name)
  const wanted = readWanted(query)
  const start = () => container.attach({ stdin: wanted.stdin, tty: wanted.tty })
  return commandAnswer({ headers, signal, wanted, start, own: false })
}
