import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { checkParameters, parameterValues } from '#api/parameters.ts'
import { chooseVersion } from '#api/template-versions.ts'
import { checkTemplate, render } from '#api/template.ts'
import { demoSpaceTemplates, demoVirtualClusterTemplates } from './demo-templates.ts'
import { usualSpaceTemplates, usualVirtualClusterTemplates } from './templates.ts'

const all = [
  ...usualSpaceTemplates,
  ...demoSpaceTemplates,
  ...usualVirtualClusterTemplates,
  ...demoVirtualClusterTemplates,
].flatMap(({ metadata, spec }) => {
  const versions = 'versions' in spec ? (spec.versions ?? []) : []
  const parts = versions.length === 0 ? [spec] : versions
  return parts.map((part) => ({ ...part, name: `${metadata.name} ${'version' in part ? part.version : ''}` }))
})

/** The texts in a template's contents that are filled in. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

test.each(all)('$name can be filled in with what it says itself, and is YAML then', (part) => {
  expect(checkParameters(part.parameters ?? [])).toEqual([])
  const required = (part.parameters ?? []).filter(({ required }) => required)
  const given = required.map(({ variable, placeholder }) => `${variable}: ${placeholder}\n`).join('')
  const { values, problems } = parameterValues(part.parameters ?? [], given)
  expect(problems).toEqual([])
  for (const text of textsIn(part.template)) {
    expect(checkTemplate(text)).toEqual([])
    const documents = parseAllDocuments(render(text, values))
    expect([...documents].flatMap(({ errors }) => errors)).toEqual([])
  }
})

test('versions follow each other', () => {
  const lab = demoVirtualClusterTemplates.find(({ metadata }) => metadata.name === 'operator-lab')
  expect(chooseVersion(lab?.spec ?? {})).toMatchObject({ version: '2.0.0' })
  expect(chooseVersion(lab?.spec ?? {}, '1.x.x')).toMatchObject({ version: '1.1.0' })
})
