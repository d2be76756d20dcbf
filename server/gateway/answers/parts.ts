import { managementGroup } from '#api/kind.ts'
import { spaceKubeconfig, virtualClusterKubeconfig } from './kubeconfigs.ts'
import { projectClusters, projectMembers, projectTemplates } from './projects.ts'
import type { Part } from './subresource.ts'
import { teamAccessKeys, userAccessKeys, userClusters, userPermissions } from './users.ts'

/** Parts of stored objects that are answered here, by plural and subresource; the documents list them too. */
const parts: Readonly<Record<string, Part | undefined>> = {
  'projects/clusters': { kind: 'ProjectClusters', verb: 'get', answer: projectClusters },
  'projects/members': { kind: 'ProjectMembers', verb: 'get', answer: projectMembers },
  'projects/templates': { kind: 'ProjectTemplates', verb: 'get', answer: projectTemplates },
  'spaceinstances/kubeconfig': {
    kind: 'SpaceInstanceKubeConfig',
    verb: 'create',
    answer: spaceKubeconfig,
  },
  'teams/accesskeys': { kind: 'TeamAccessKeys', verb: 'get', answer: teamAccessKeys },
  'users/accesskeys': { kind: 'UserAccessKeys', verb: 'get', answer: userAccessKeys },
  'users/clusters': { kind: 'UserClusters', verb: 'get', answer: userClusters },
  'users/permissions': { kind: 'UserPermissions', verb: 'get', answer: userPermissions },
  'virtualclusterinstances/kubeconfig': {
    kind: 'VirtualClusterInstanceKubeConfig',
    verb: 'create',
    answer: virtualClusterKubeconfig,
  },
}

interface Where {
  group: string
  version: string
  plural: string
  subresource?: string
}

export function partAt({ group, version, plural, subresource = '' }: Where): Part | undefined {
  return group === managementGroup && version === 'v1' ? parts[`${plural}/${subresource}`] : undefined
}
