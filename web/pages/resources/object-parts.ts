import type { KubeObject } from '#kube/types.ts'
import type { Place } from '#web/data/inside-rights.ts'
import type { ServedKind } from '#web/data/kinds-inside.ts'
import { objectEditor } from '#web/editor/begin.ts'
import { loadable } from '#web/ui/loadable.tsx'
import { lazy, type ComponentType } from 'react'
import type { LookedInto } from './looked-into.ts'

/** What each part of an object's page gets. */
export interface PartProps {
  looked: LookedInto
  /** Its namespace, or all of what is looked into for an object in none. */
  place: Place
  resource: ServedKind
  object: KubeObject
  /** All kinds, to find those of which the object speaks. */
  kinds: readonly ServedKind[]
  /** Whether it was deleted: this is how it was last. */
  gone: boolean
}

/** A part of the page of an object, with an address of its own below the object's. */
export interface ObjectPart {
  /** The last word of its address; '' for the first. */
  part: string
  label: string
  /** Of which kinds; of all of them if left out. */
  of?: (resource: ServedKind) => boolean
  Component: ComponentType<PartProps>
  /** Lets it travel already, where it is large, for whoever is on the way to it. */
  prepare?: () => void
}

const yamlTab = loadable(async () => (await import('./yaml-tab.tsx')).YamlTab)

/** The parts in the order of their tabs: one line for each. */
const objectParts: readonly ObjectPart[] = [
  {
    part: '',
    label: 'Overview',
    Component: lazy(async () => ({ default: (await import('./overview-tab.tsx')).OverviewTab })),
  },
  {
    part: 'events',
    label: 'Events',
    Component: lazy(async () => ({ default: (await import('./object-events-tab.tsx')).ObjectEventsTab })),
  },
  {
    part: 'logs',
    label: 'Logs',
    of: arePods,
    Component: lazy(async () => ({ default: (await import('./logs-tab.tsx')).LogsTab })),
  },
  {
    part: 'yaml',
    label: 'YAML',
    Component: yamlTab.Component,
    prepare: () => {
      yamlTab.begin()
      objectEditor.begin()
    },
  },
]

/** The parts that objects of a kind have. */
export function partsOf(resource: ServedKind): readonly ObjectPart[] {
  return objectParts.filter(({ of }) => of === undefined || of(resource))
}

/** Whether objects of a kind are pods, for what only pods have. */
export function arePods({ group, plural }: ServedKind): boolean {
  return group === '' && plural === 'pods'
}
