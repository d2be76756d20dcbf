import type { AppParameter } from '#api/parameters.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { readYamlTexts } from '#api/yaml-texts.ts'
import { apiVersionOf } from '#kube/types.ts'
import { messageOf } from '#kube/errors.ts'
import { objectsOf, readManifest } from '#web/editor/manifest.ts'
import { sentence } from '#web/ui/error-words.ts'
import { isTree, type Tree } from '#web/form/merge.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import { hidden, treeOf, typedAt, type InstanceValues } from './instance-form.ts'
import { restOf } from './rest.ts'

/** What a text says in the fields of the form, or why the form cannot follow it, as a sentence. */
export type ReadInstance = { values: InstanceValues } | { problem: string }

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
  { kind, one }: Side,
  project: string,
  text: string,
  before: InstanceValues,
  parametersOf: (templateRef: InstanceValues['spec']['templateRef']) => readonly AppParameter[],
): ReadInstance {
  const read = readOne(text)
  if ('problem' in read) return read
  const { object } = read
  if (object['apiVersion'] !== apiVersionOf(kind) || object['kind'] !== kind.kind)
    return { problem: `A ${one} is a ${kind.kind} of ${apiVersionOf(kind)}.` }
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
        owner: ownerIn(treeIn(spec, 'owner')),
        clusterRef: { cluster: textIn(treeIn(spec, 'clusterRef'), 'cluster') },
        templateRef: chosen,
        parameters: parameters.typed,
      },
      others: before.others,
      rest: restOf(object, shown) ?? {},
    },
  }
}

function readOne(text: string): { object: Tree } | { problem: string } {
  try {
    const objects = objectsOf(readManifest(text))
    const [object] = objects
    if (objects.length > 1) return { problem: 'Only one object can be made here.' }
    return isTree(object) ? { object } : { problem: 'This is no object yet.' }
  } catch (error) {
    return { problem: sentence(`This cannot be read as YAML: ${messageOf(error).split('\n')[0] ?? ''}`) }
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

function treeIn(object: Tree, key: string): Tree {
  const value = object[key]
  return isTree(value) ? value : {}
}

function textIn(object: Tree, key: string): string {
  const value = object[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function ownerIn(owner: Tree): string {
  const [user, team] = [textIn(owner, 'user'), textIn(owner, 'team')]
  if (user !== '') return `user:${user}`
  return team === '' ? '' : `team:${team}`
}
