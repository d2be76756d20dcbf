import { expect, test } from 'vitest'
import { checkQuotas } from '#api/quota.ts'
import { demoSpaceTemplates, demoVirtualClusterTemplates } from './demo-templates.ts'
import { demoPeople } from './people.ts'
import { demoProjects } from './projects.ts'
import { demoTeams } from './teams.ts'
import { usualSpaceTemplates, usualVirtualClusterTemplates } from './templates.ts'

const nameOf = ({ metadata }: { metadata: { name: string } }) => metadata.name

const known: Record<string, readonly string[]> = {
  User: demoPeople.map(({ name }) => name),
  Team: demoTeams().map(nameOf),
  SpaceTemplate: [...usualSpaceTemplates, ...demoSpaceTemplates].map(nameOf),
  VirtualClusterTemplate: [...usualVirtualClusterTemplates, ...demoVirtualClusterTemplates].map(nameOf),
}

test.each(demoProjects)('project $metadata.name names what there is', ({ spec }) => {
  for (const { kind = '', name } of [...(spec.members ?? []), ...(spec.allowedTemplates ?? [])]) {
    if (name !== '*') expect(known[kind]).toContain(name)
  }
  const { user, team } = spec.owner ?? {}
  expect(known['User']?.includes(user ?? '') === true || known['Team']?.includes(team ?? '') === true).toBe(
    true,
  )
  expect(checkQuotas(spec.quotas)).toEqual([])
  for (const kind of ['SpaceTemplate', 'VirtualClusterTemplate']) {
    const of = spec.allowedTemplates?.filter((allowed) => allowed.kind === kind) ?? []
    expect(of.filter(({ isDefault }) => isDefault === true).length).toBeLessThanOrEqual(1)
    expect(of).not.toEqual([])
  }
})
