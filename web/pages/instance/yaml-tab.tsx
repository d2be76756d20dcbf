import { managementPrefix, objectPath } from '#api/paths.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { ObjectYaml } from '#web/editor/object-yaml.tsx'
import { goneWords } from '#web/ui/gone.tsx'
import type { ReactNode } from 'react'
import { useShown } from './shown.ts'

/** What somebody asked for, and what became of it, as Kubernetes has it. */
export function YamlTab(): ReactNode {
  const { side, instance, gone } = useShown()
  const { kind } = side
  const { name, namespace } = instance.metadata
  const against = useReasonAgainst('update', kind, name, namespace)
  return (
    <ObjectYaml
      root={managementPrefix}
      path={managementPrefix + objectPath(kind, name, namespace)}
      object={instance}
      reason={gone ? goneWords(side.one, instance) : against}
    />
  )
}
