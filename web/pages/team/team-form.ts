import { team } from '#api/kinds/team.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { FormOf } from '#web/form/manifest/form-of.ts'
import { textIn, textsIn, treeIn } from '#web/form/manifest/parts.ts'
import { mergePatch, type Tree } from '#web/form/merge.ts'
import { restOf, withRest } from '#web/form/rest.ts'

/** What the form shows of a team, at the places where Kubernetes has it. */
export type TeamValues = {
  metadata: { name: string }
  spec: { displayName: string; description: string; users: string[] }
  /** What has no field in the form. */
  rest: Tree
}

export const emptyTeam: TeamValues = {
  metadata: { name: '' },
  spec: { displayName: '', description: '', users: [] },
  rest: {},
}

export const teamFields = ['metadata.name', 'spec.displayName', 'spec.description', 'spec.users'] as const

export const teamLabels: Readonly<Record<(typeof teamFields)[number], string>> = {
  'metadata.name': 'Name',
  'spec.displayName': 'Display name',
  'spec.description': 'Description',
  'spec.users': 'Members',
}

export const teamForm: FormOf<TeamValues> = {
  kind: team,
  one: 'team',
  valuesOf(object) {
    const spec = treeIn(object, 'spec')
    return {
      metadata: { name: textIn(treeIn(object, 'metadata'), 'name') },
      spec: {
        displayName: textIn(spec, 'displayName'),
        description: textIn(spec, 'description'),
        users: textsIn(spec, 'users'),
      },
      rest: restOf(object, ['apiVersion', 'kind', ...teamFields]) ?? {},
    }
  },
  objectOf: ({ metadata, spec, rest }) =>
    withRest({ apiVersion: apiVersionOf(team), kind: team.kind, metadata, spec: mergePatch({}, spec) }, rest),
}
