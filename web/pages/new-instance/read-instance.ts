import type { AppParameter } from '#api/parameters.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { readYamlTexts } from '#api/yaml-texts.ts'
import type { Read } from '#web/form/manifest/manifest-editor.tsx'
import { ownerIn, textIn, treeIn } from '#web/form/manifest/parts.ts'
import { readOne } from '#web/form/manifest/read-object.ts'
import type { Tree } from '#web/form/merge.ts'
import { restOf } from '#web/form/rest.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import { hidden, treeOf, typedAt, type InstanceValues } from './instance-form.ts'

/** Fields of the object that the form shows or that follow from where it is. */
const shown = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'spec.displayName',
  'spec.description',
  'spec.owner',
  'spec.templateRef.name',
  'spec.templateRef.version',
  'spec.parameters',
  'spec.clusterRef.cluster',
]

/** Reads what was written as YAML; `before` has the passwords, which the text shows only as dots. */
export function readInstance(
  side: Side,
  project: string,
  text: string,
  before: InstanceValues,
  parametersOf: (templateRef: InstanceValues['spec']['templateRef']) => readonly AppParameter[],
): Read<InstanceValues> {
  const read = readOne(text, side)
  if ('problem' in read) return read
  const { object } = read
  const metadata = treeIn(object, 'metadata')
  const namespace = textIn(metadata, 'namespace')
  if (namespace !== '' && namespace !== projectNamespace(project))
    return { problem: `What is made here is in the namespace ${projectNamespace(project)}.` }
  const spec = treeIn(object, 'spec')
  const templateRef = treeIn(spec, 'templateRef')
  const chosen = { name: textIn(templateRef, 'name'), version: textIn(templateRef, 'version') }
  const parameters = readParameters(spec['parameters'], parametersOf(chosen), before)
  if ('problem' in parameters) return parameters
  return {
    values: {
      metadata: { name: textIn(metadata, 'name') },
      spec: {
        displayName: textIn(spec, 'displayName'),
        description: textIn(spec, 'description'),
        owner: ownerIn(spec),
        clusterRef: { cluster: textIn(treeIn(spec, 'clusterRef'), 'cluster') },
        templateRef: chosen,
        parameters: parameters.typed,
      },
      others: before.others,
      rest: restOf(object, shown) ?? {},
    },
  }
}

function readParameters(
  written: unknown,
  asked: readonly AppParameter[],
  before: InstanceValues,
): { typed: Tree } | { problem: string } {
  if (written === undefined || written === null) return { typed: {} }
  if (typeof written !== 'string') return { problem: 'spec.parameters is a text: begin it with “|”.' }
  const variables = new Set(asked.map(({ variable = '' }) => variable))
  const { texts, problems } = readYamlTexts(written, variables)
  const [first] = problems
  if (first !== undefined) return { problem: `spec.parameters: ${first.variable} ${first.message}.` }
  const entries = [...texts].map(([variable, text]) => {
    const kept = text === hidden ? typedAt(before.spec.parameters, variable) : text
    return [variable, kept] as const
  })
  return { typed: treeOf(entries) }
}
