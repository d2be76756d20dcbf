import type { Team } from '#api/kinds/team.ts'

/** What the form shows of a team, at the places where Kubernetes has it. */
export type TeamValues = {
  metadata: { name: string }
  spec: { displayName: string; description: string; users: string[] }
}

export const emptyTeam: TeamValues = {
  metadata: { name: '' },
  spec: { displayName: '', description: '', users: [] },
}

export const teamFields = ['metadata.name', 'spec.displayName', 'spec.description', 'spec.users'] as const

export const teamLabels: Readonly<Record<(typeof teamFields)[number], string>> = {
  'metadata.name': 'Name',
  'spec.displayName': 'Display name',
  'spec.description': 'Description',
  'spec.users': 'Members',
}

export function shownOf({ metadata, spec }: Team): TeamValues {
  return {
    metadata: { name: metadata.name },
    spec: {
      displayName: spec.displayName ?? '',
      description: spec.description ?? '',
      users: spec.users ?? [],
    },
  }
}
