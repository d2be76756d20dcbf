import { lazy, useState, type ComponentType, type ReactNode } from 'react'

interface Loadable<P extends object> {
  Component: ComponentType<P>
  /** Lets it travel already, for whoever is on the way to it; a failure comes up again, and is told, when it is drawn. */
  begin: () => void
}

/**
 * A component that comes when it is first drawn, or before. Of what is there already React's own `lazy` shows nothing
 * at first all the same, and what stood in for it stays for a third of a second.
 */
export function loadable<P extends object>(load: () => Promise<ComponentType<P>>): Loadable<P> {
  let loaded: ComponentType<P> | undefined
  const start = async (): Promise<ComponentType<P>> => (loaded ??= await load())
  const Late = lazy(async () => ({ default: await start() }))
  return {
    Component(props: P): ReactNode {
      // Which of both does not change later: it would begin anew.
      const [Now] = useState(() => loaded)
      return Now === undefined ? <Late {...props} /> : <Now {...props} />
    },
    begin: () => void start().catch(() => undefined),
  }
}
