import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { checkParameters, type AppParameter } from '#api/parameters.ts'
import { checkTemplate } from '#api/template.ts'
import { duplicateValue, invalidField, invalidValue, type FieldCause } from '#kube/causes.ts'
import { checkCauses, type Change } from './refused.ts'

export type Template = SpaceTemplate | VirtualClusterTemplate

/** What a space or a virtual cluster is made from. */
export type Definition = NonNullable<Template['spec']['template']>

/** Throws 422 for a template that cannot be filled in, with the line. */
export function checkTemplateObject({ kind, after }: Change<Template>): void {
  const { spec, metadata } = after
  checkCauses(kind, metadata.name, [
    ...definitionProblems('spec.template', spec.template),
    ...declarationProblems('spec.parameters', spec.parameters ?? []),
    ...versionProblems(spec.versions ?? []),
  ])
}

type Version = NonNullable<Template['spec']['versions']>[number]

function versionProblems(versions: readonly Version[]): FieldCause[] {
  const seen = new Set<string>()
  return versions.flatMap(({ version = '', template, parameters = [] }, index) => {
    const at = `spec.versions[${index}]`
    const plain = version.replace(/^v/i, '')
    const twice = seen.has(plain) ? [duplicateValue(`${at}.version`, version)] : []
    seen.add(plain)
    const shaped = threeNumbers.test(plain)
      ? []
      : [invalidValue(`${at}.version`, version, 'must be three numbers, such as 1.2.3')]
    return [
      ...shaped,
      ...twice,
      ...definitionProblems(`${at}.template`, template),
      ...declarationProblems(`${at}.parameters`, parameters),
    ]
  })
}

const threeNumbers = /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/

function declarationProblems(field: string, parameters: readonly AppParameter[]): FieldCause[] {
  return checkParameters(parameters).map(({ variable, message }) =>
    invalidField(field, `${variable === '' ? 'one of them' : variable} ${message}`),
  )
}

/** What is wrong with the texts of a definition that are filled in. */
export function definitionProblems(field: string, definition: Definition | undefined): FieldCause[] {
  return textsOf(definition ?? {}).flatMap(([path, text]) =>
    checkTemplate(text).map(({ line, message }) =>
      // The text would drown what is wrong with it.
      invalidField(`${field}.${path}`, `line ${line}: ${message}`),
    ),
  )
}

type Metadata = Definition['metadata']

function textsOf(definition: Definition): [path: string, text: string][] {
  const { metadata, instanceTemplate, objects = '' } = definition
  const spaceTemplate = 'spaceTemplate' in definition ? definition.spaceTemplate : undefined
  const values = 'helmRelease' in definition ? definition.helmRelease?.values : undefined
  return [
    ['objects', objects],
    ...markTexts('metadata', metadata),
    ...markTexts('instanceTemplate.metadata', instanceTemplate?.metadata),
    ['spaceTemplate.objects', spaceTemplate?.objects ?? ''],
    ...markTexts('spaceTemplate.metadata', spaceTemplate?.metadata),
    ['helmRelease.values', values ?? ''],
  ]
}

function markTexts(path: string, metadata: Metadata): [path: string, text: string][] {
  return (['labels', 'annotations'] as const).flatMap((field) =>
    Object.entries(metadata?.[field] ?? {}).map(([name, text]): [string, string] => [
      `${path}.${field}[${name}]`,
      text,
    ]),
  )
}
