/** What holds of an object, as Kubernetes says it. */
export interface Condition {
  type: string
  status: string
  severity?: string | undefined
  lastTransitionTime?: string | null | undefined
  reason?: string | undefined
  message?: string | undefined
}

/** One thing on the way of an object: done, being waited for, gone wrong, or not begun. */
export interface TimelineStep {
  type: string
  title: string
  state: 'done' | 'waiting' | 'failed' | 'later'
  /** Since when it is so; RFC 3339. */
  at: string | undefined
  reason: string
  message: string
}

/** The condition that sums up the others is the object's phase, and said there. */
const summary = 'Ready'

/**
 * The conditions as steps in the order in which the server goes through them, named as people call them. Where one
 * has failed it ends the way, after all that was done: what holds without it must not look as if it came of it.
 */
export function stepsOf(
  conditions: readonly Condition[],
  titles: Readonly<Record<string, string>>,
): TimelineStep[] {
  const steps = conditions
    .filter(({ type }) => type !== summary)
    .map((condition) => ({
      type: condition.type,
      title: titleOf(condition.type, titles),
      state: stateOf(condition),
      at: condition.lastTransitionTime ?? undefined,
      reason: condition.reason ?? '',
      message: messageOf(condition, titles),
    }))
  if (!steps.some(({ state }) => state === 'failed')) return steps
  const done = steps.filter(({ state }) => state === 'done')
  return [...done, ...steps.filter(({ state }) => state !== 'done')]
}

/** The step that everything waits for now; undefined when all are done. */
export function heldAt(steps: readonly TimelineStep[]): TimelineStep | undefined {
  return steps.find(({ state }) => state === 'failed') ?? steps.find(({ state }) => state === 'waiting')
}

function stateOf({ status, severity }: Condition): TimelineStep['state'] {
  if (status === 'True') return 'done'
  if (status !== 'False') return 'later'
  return severity === 'Error' ? 'failed' : 'waiting'
}

/** A type that has no title yet is readable still: `NodesProvisioned` is “Nodes provisioned”. */
function titleOf(type: string, titles: Readonly<Record<string, string>>): string {
  const words = type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return titles[type] ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** What waits for another condition names it as the timeline does. */
function messageOf({ message = '' }: Condition, titles: Readonly<Record<string, string>>): string {
  return message.replace(
    /^waits for ([A-Z]\w+)$/,
    (_, type: string) => `Waits for “${titleOf(type, titles)}”`,
  )
}
