import { managementGroup } from '#api/kind.ts'
import { clusterMembers } from './clusters.ts'
import { spaceKubeconfig, virtualClusterKubeconfig } from './kubeconfigs.ts'
import { readProfile, writeProfile } from './profile.ts'
import { projectClusters, projectMembers, projectTemplates } from './projects.ts'
import type { Part } from './subresource.ts'
import { teamAccessKeys, userAccessKeys, userClusters, userPermissions } from './users.ts'

/** Parts of stored objects that are answered here, by plural and subresource; the documents list them too. */
const parts: Readonly<Record<string, Part | undefined>> = {
  'clusters/members': { kind: 'ClusterMembers', answers: { get: clusterMembers } },
  'projects/clusters': { kind: 'ProjectClusters', answers: { get: projectClusters } },
  'projects/members': { kind: 'ProjectMembers', answers: { get: projectMembers } },
  'projects/templates': { kind: 'ProjectTemplates', answers: { get: projectTemplates } },
  'spaceinstances/kubeconfig': {
    kind: 'SpaceInstanceKubeConfig',
    answers: { create: spaceKubeconfig },
  },
  'teams/accesskeys': { kind: 'TeamAccessKeys', answers: { get: teamAccessKeys } },
  'users/accesskeys': { kind: 'UserAccessKeys', answers: { get: userAccessKeys } },
  'users/clusters': { kind: 'UserClusters', answers: { get: userClusters } },
  'users/permissions': { kind: 'UserPermissions', answers: { get: userPermissions } },
  'users/profile': { kind: 'UserProfile', answers: { get: readProfile, create: writeProfile } },
  'virtualclusterinstances/kubeconfig': {
    kind: 'VirtualClusterInstanceKubeConfig',
    answers: { create: virtualClusterKubeconfig },
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
