import type { Watchable } from '#web/data/fold.ts'

/** One command of kubectl for each namespace: it takes many names, but only of one. */
export function kubectlCommands(
  verb: 'get' | 'delete',
  resource: string,
  objects: readonly Watchable[],
): string {
  const byNamespace = Map.groupBy(objects, ({ metadata }) => metadata.namespace ?? '')
  return [...byNamespace]
    .map(([namespace, those]) => {
      const names = those.map(({ metadata }) => metadata.name).join(' ')
      return `kubectl ${verb} ${resource} ${names}${namespace === '' ? '' : ` -n ${namespace}`}`
    })
    .join('\n')
}

/** The names, one a line; with their namespaces where there are several. */
export function namesOf(objects: readonly Watchable[]): string {
  const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace))
  return objects.map((object) => (namespaces.size > 1 ? fullName(object) : object.metadata.name)).join('\n')
}

export function fullName({ metadata: { name, namespace } }: Watchable): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}

/** More than these are deleted only once their number was typed. */
const fewEnough = 5

/** What must be typed before so many are deleted; undefined where nothing need be. */
export function confirmation(count: number): string | undefined {
  return count > fewEnough ? String(count) : undefined
}

/** What came of deleting some of them. */
export function outcomeWords(
  { what, one }: { what: string; one: string },
  done: number,
  of: number,
): { words: string; tone: 'good' | 'bad' } {
  const all = `${of} ${of === 1 ? one : what}`
  if (done === of) return { words: `${all} deleted`, tone: 'good' }
  return { words: `${of - done} of ${all} could not be deleted`, tone: 'bad' }
}
