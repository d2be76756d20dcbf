import { memo, type ReactNode, type RefObject } from 'react'
import type { Place } from '#web/data/inside-rights.ts'
import { plainOf } from './ansi.ts'
import type { LineRing } from './line-ring.ts'
import type { LogContainer } from './log-containers.ts'
import { LogFind } from './log-find.tsx'
import { textOf, timeOf } from './log-line.ts'
import { LogMenu, type Copies } from './log-menu.tsx'
import type { Choice } from './log-query.ts'
import { logPath, type PodName } from './log-server.ts'
import { LogToolbar } from './log-toolbar.tsx'
import { RateChart } from './rate-chart.tsx'
import type { Pane, PaneFacts } from './use-pane.ts'

/** Which log is shown, and how. */
export interface ShownLog {
  place: Place
  pod: PodName
  containers: readonly LogContainer[]
  container: LogContainer
  choice: Choice
  onChoice: (change: Partial<Choice>) => void
}

interface Props extends ShownLog, Pick<Pane, 'scroller' | 'follow' | 'step' | 'textInSight' | 'top'> {
  ring: LineRing
  follows: boolean
  field: RefObject<HTMLInputElement | null>
  find: string
  onFind: (text: string) => void
  found: PaneFacts['found']
  /** Why it cannot be looked for. */
  wrong: string | undefined
}

function LogHeadOnce(props: Props): ReactNode {
  const { place, pod, containers, container, choice, onChoice, ring, follows, field } = props
  const { scroller, follow, step, find, onFind, found, wrong } = props
  return (
    <LogToolbar
      {...{ choice, onChoice, containers, container }}
      follows={choice.previous ? undefined : follows}
      onFollow={follow}
      find={
        <LogFind
          inputRef={field}
          sought={{ text: find, regex: choice.regex }}
          onText={onFind}
          onRegex={(regex) => onChoice({ regex })}
          found={found}
          wrong={wrong}
          onStep={step}
          onLeave={() => scroller.current?.focus()}
        />
      }
    >
      {!choice.previous && <RateChart ring={ring} />}
      <LogMenu
        copies={copiesOf(ring, props, pod, container, choice)}
        download={downloadOf(place, pod, container, choice)}
      />
    </LogToolbar>
  )
}

/** What stands over a log. What a log says of itself changes several times a second; this is not drawn again with it. */
export const LogHead = memo(LogHeadOnce)

function copiesOf(
  ring: LineRing,
  pane: { textInSight: () => string; top: () => number },
  { namespace, name }: PodName,
  container: LogContainer,
  { previous }: Choice,
): Copies {
  return {
    inSight: pane.textInSight,
    all: () =>
      ring
        .texts(ring.first, ring.end)
        .map((line) => plainOf(textOf(line)))
        .join('\n'),
    link: () => {
      const time = ring.end > ring.first ? timeOf(ring.line(Math.max(ring.first, pane.top()))) : ''
      return window.location.href.replace(/#.*$/, '') + (time === '' ? '' : `#${time}`)
    },
    command: `kubectl logs -n ${namespace} ${name} -c ${container.name} ${previous ? '--previous' : '--follow'}`,
  }
}

function downloadOf(place: Place, pod: PodName, { name }: LogContainer, { previous, times }: Choice) {
  const query = new URLSearchParams({ container: name })
  if (previous) query.set('previous', 'true')
  if (times) query.set('timestamps', 'true')
  return {
    address: `${logPath(place, pod)}?${query}`,
    fileName: `${pod.name}-${name}${previous ? '-previous' : ''}.log`,
  }
}
