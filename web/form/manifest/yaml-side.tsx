import type { Tree } from '#web/form/merge.ts'
import { yamlOf } from '#web/form/yaml.ts'
import { lazy, type ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import type { YamlSideProps } from './beside-yaml.tsx'
import { ManifestView } from './manifest-view.tsx'
import type { ObjectManifestEditor as Editor } from './object-manifest-editor.tsx'

const ObjectManifestEditor = lazy(async () => ({
  default: (await import('./object-manifest-editor.tsx')).ObjectManifestEditor,
})) as typeof Editor

/** The YAML of what a form says. */
export function YamlSide<Values extends Tree>({
  form,
  of,
  name,
  onProblem,
}: YamlSideProps<Values>): ReactNode {
  const values = useWatch({ control: form.control, compute: (all: Values) => all })
  const textOf = (all: Values): string => yamlOf(of.objectOf(all))
  const text = textOf(values)
  return (
    <ManifestView
      // Of what is there already only the changes are sent.
      {...(name === undefined ? {} : { title: 'What it will be' })}
      shown={text}
      whole={text}
    >
      <ObjectManifestEditor
        {...{ of, name, values, textOf, onProblem }}
        valuesNow={form.getValues}
        // What was there at first stays what the draft is compared with.
        onRead={(read) => form.reset(read, { keepDefaultValues: true, keepErrors: true })}
      />
    </ManifestView>
  )
}
