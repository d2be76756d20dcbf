import { apiVersionOf } from '#kube/types.ts'
import { pathOf } from '#web/data/inside.ts'
import { ObjectYaml } from '#web/editor/object-yaml.tsx'
import type { ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'
import { useReasonAgainst } from './use-reason.ts'

/** The object as YAML, to read and to change. */
export function YamlTab(part: PartProps): ReactNode {
  const { looked, place, resource, object, gone } = part
  const { apiVersion: _, kind: __, ...rest } = object
  return (
    <ObjectYaml
      root={looked.place.root}
      path={`${pathOf(place, resource)}/${encodeURIComponent(object.metadata.name)}`}
      // Lists leave out what kind their objects are.
      object={{ apiVersion: apiVersionOf(resource), kind: resource.kind, ...rest }}
      reason={useReasonAgainst('update', { looked, place, kind: resource, object, gone })}
    />
  )
}
