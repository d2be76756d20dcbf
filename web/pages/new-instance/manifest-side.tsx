import { ManifestView } from '#web/form/manifest/manifest-view.tsx'
import { lazy, type ReactNode } from 'react'
import type { InstanceManifestEditorProps } from './manifest-editor.tsx'

const InstanceManifestEditor = lazy(async () => ({
  default: (await import('./manifest-editor.tsx')).InstanceManifestEditor,
}))

interface Props extends InstanceManifestEditorProps {
  shown: string | undefined
  whole: string | undefined
  lines: number
}

/** The YAML that the form sends, beside it. */
export function ManifestSide({ shown, whole, lines, ...editing }: Props): ReactNode {
  return (
    <ManifestView shown={shown} whole={whole} lines={lines}>
      <InstanceManifestEditor {...editing} />
    </ManifestView>
  )
}
