import type { KubeObject } from '#kube/types.ts'
import { insideList } from '#web/data/inside.ts'
import { podLog, rightTo, rightToRead, type Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { wholePod } from '#web/pages/inside/pod-details.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { visible } from '#web/ui/visible.ts'
import BlockedIcon from '@mui/icons-material/LockOutlined'
import NotYetIcon from '@mui/icons-material/HourglassEmptyOutlined'
import MissingIcon from '@mui/icons-material/SearchOffOutlined'
import Button from '@mui/material/Button'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { chosenContainer, logContainers, type LogContainer } from './log-containers.ts'
import type { Choice } from './log-query.ts'
import type { PodName } from './log-server.ts'
import { LogView } from './log-view.tsx'
import { useChoice } from './use-choice.ts'

interface Props {
  /** The API server of the pod; of its namespaces, the pod's counts. */
  place: Place
  pod: PodName
}

/** The logs of a pod, of which the address says what is shown; it fills the height that it is given. */
export function PodLogs({ place, pod }: Props): ReactNode {
  if (place.namespace === undefined || place.namespace === pod.namespace)
    return <Allowed place={place} pod={pod} />
  return (
    <Nothing icon={<MissingIcon />} title={`There is no pod ${visible(pod.name)} here`}>
      What can be seen here is in the namespace {visible(place.namespace)} alone.
    </Nothing>
  )
}

function Allowed({ place: { root }, pod }: Props): ReactNode {
  const { namespace, name } = pod
  const place = useMemo(() => ({ root, namespace }), [root, namespace])
  const { data: reads } = useSuspenseQuery(rightTo('get', place, podLog))
  const { data: sees } = useSuspenseQuery(rightToRead(place, wholePod(name)))
  if (reads && sees) return <Found place={place} pod={pod} />
  return (
    <Nothing icon={<BlockedIcon />} title="You may not read this log">
      Your role lets you not {reads ? 'list pods' : 'get the logs of pods (pods/log)'} in namespace{' '}
      {visible(namespace)}. An admin of the project can give you one that does.
    </Nothing>
  )
}

function Found({ place, pod }: Props): ReactNode {
  const found = useInside(insideList(place, wholePod(pod.name)))
  const [last, setLast] = useState<KubeObject>()
  const now = found?.items[0]
  if (now !== undefined && now !== last) setLast(now)
  const object = now ?? last
  if (found === undefined) return <PageSkeleton inside />
  if (object === undefined) {
    return (
      <Nothing icon={<MissingIcon />} title={`There is no pod ${visible(pod.name)}`}>
        Perhaps another one took its place. Logs of pods that are gone are not kept.
      </Nothing>
    )
  }
  return <Chosen place={place} pod={pod} object={object} gone={now === undefined} />
}

function Chosen({ place, pod, object, gone }: Props & { object: KubeObject; gone: boolean }): ReactNode {
  const [choice, onChoice] = useChoice()
  const containers = useMemo(() => logContainers(object), [object])
  const container = chosenContainer(containers, object, choice.container)
  const back = (
    <Button onClick={() => onChoice({ container: '', previous: false })}>Show the log that there is</Button>
  )
  if (container === undefined) {
    return (
      <Nothing
        icon={<MissingIcon />}
        title={`The pod has no container ${visible(choice.container)}`}
        actions={back}
      >
        It has {containers.map(({ name }) => visible(name)).join(', ')}.
      </Nothing>
    )
  }
  const none = whyNone(container, choice)
  if (none !== undefined) {
    const others = choice.previous || choice.container !== ''
    return (
      <Nothing icon={<NotYetIcon />} title={none.title} actions={others ? back : undefined}>
        {none.why}
      </Nothing>
    )
  }
  const key = [container.name, choice.previous ? container.run : '', choice.since].join(' ')
  return <LogView key={key} {...{ place, pod, containers, container, choice, onChoice, gone }} />
}

/** Why there is nothing that could be asked for; it would be refused. */
function whyNone({ name, waits, before }: LogContainer, { previous }: Choice) {
  if (previous && before === undefined) {
    return {
      title: 'There is no previous run',
      why: `The container ${visible(name)} has not been started again yet.`,
    }
  }
  if (previous || waits === undefined) return undefined
  return {
    title: `The container ${visible(name)} has not started yet`,
    why:
      waits === ''
        ? 'Its pod has not been begun on a node yet. The log appears here by itself.'
        : sentence(visible(waits)),
  }
}
