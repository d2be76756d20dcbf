import type { Member, Project } from '#api/kinds/project.ts'

const group = 'storage.loft.sh'

type Role = 'admin' | 'user' | 'viewer'

function member(kind: 'User' | 'Team', name: string, role: Role): Member {
  return { kind, group, name, clusterRole: `loft-management-project-${role}` }
}

function template(kind: 'SpaceTemplate' | 'VirtualClusterTemplate', name: string, isDefault = false) {
  return { kind, group, name, ...(isDefault ? { isDefault } : {}) }
}

const space = (name: string, isDefault = false) => template('SpaceTemplate', name, isDefault)
const virtualCluster = (name: string, isDefault = false) =>
  template('VirtualClusterTemplate', name, isDefault)

/** One project a product team, where its people and those they work with share what they have. */
export const demoProjects: readonly Pick<Project, 'metadata' | 'spec'>[] = [
  {
    metadata: { name: 'checkout' },
    spec: {
      displayName: 'Checkout',
      description: 'Development, previews and tests of cart and payment.',
      owner: { user: 'jonas' },
      members: [member('Team', 'checkout', 'user'), member('Team', 'mobile', 'viewer')],
      quotas: {
        project: { virtualclusterinstances: '10', spaceinstances: '20' },
        user: { virtualclusterinstances: '3', spaceinstances: '5' },
      },
      allowedClusters: [{ name: 'eu-west' }, { name: 'staging' }],
      allowedTemplates: [
        space('isolated-space', true),
        space('preview'),
        virtualCluster('virtual-cluster', true),
        virtualCluster('ci'),
      ],
      namespaceTemplate: { metadata: { labels: { 'cost-center': 'commerce' } } },
    },
  },
  {
    metadata: { name: 'search' },
    spec: {
      displayName: 'Search',
      description: 'Indexes, ranking and everything that is tried before it is measured.',
      owner: { user: 'lena' },
      members: [member('Team', 'search', 'admin'), member('User', 'tomas', 'user')],
      quotas: {
        project: {
          virtualclusterinstances: '8',
          'virtualclusterinstances.active': '5',
          spaceinstances: '10',
        },
      },
      allowedClusters: [{ name: '*' }],
      allowedTemplates: [space('*'), virtualCluster('virtual-cluster', true), virtualCluster('operator-lab')],
    },
  },
  {
    metadata: { name: 'data' },
    spec: {
      displayName: 'Data',
      description: 'Pipelines and reports, and the models that they feed.',
      owner: { team: 'data' },
      members: [member('Team', 'data', 'user'), member('Team', 'platform', 'admin')],
      quotas: {
        project: {
          virtualclusterinstances: '6',
          'virtualclusterinstances.template=operator-lab': '2',
          spaceinstances: '12',
        },
        user: { virtualclusterinstances: '2' },
      },
      allowedClusters: [{ name: 'us-east' }],
      allowedTemplates: [
        space('isolated-space', true),
        virtualCluster('virtual-cluster', true),
        virtualCluster('operator-lab'),
      ],
      requireTemplate: { disabled: true },
    },
  },
]
