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

/** One project a product team, where its people and those they work with share what they have, and one for everybody. */
export const demoProjects: readonly Pick<Project, 'metadata' | 'spec'>[] = [
  {
    metadata: { name: 'checkout' },
    spec: {
      displayName: 'Checkout',
      description: 'Development, previews and tests of cart and payment.',
      owner: { user: 'jonas' },
      members: [
        member('Team', 'checkout', 'user'),
        member('Team', 'mobile', 'viewer'),
        member('User', 'oliver', 'viewer'),
      ],
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
    // Where something is wrong: a template that no space can have, and a wish that no node can fulfil.
    metadata: { name: 'data' },
    spec: {
      displayName: 'Data',
      description: 'Pipelines and reports, and the models that they feed.',
      owner: { user: 'viktor' },
      members: [
        member('Team', 'data', 'user'),
        member('Team', 'platform', 'admin'),
        member('User', 'oliver', 'viewer'),
      ],
      quotas: {
        project: {
          virtualclusterinstances: '6',
          'virtualclusterinstances.template=dedicated': '2',
          spaceinstances: '12',
        },
        user: { virtualclusterinstances: '2' },
      },
      allowedClusters: [{ name: 'us-east' }],
      allowedTemplates: [
        space('isolated-space', true),
        space('batch-space'),
        virtualCluster('virtual-cluster', true),
        virtualCluster('dedicated'),
      ],
      requireTemplate: { disabled: true },
    },
  },
  {
    metadata: { name: 'mobile' },
    spec: {
      displayName: 'Mobile',
      description: 'The API of the apps, push messages and the devices they are tested on.',
      owner: { user: 'grace' },
      members: [member('Team', 'mobile', 'user'), member('User', 'oliver', 'viewer')],
      quotas: { project: { virtualclusterinstances: '3', spaceinstances: '6' } },
      allowedClusters: [{ name: 'eu-west' }],
      allowedTemplates: [space('isolated-space', true), virtualCluster('virtual-cluster', true)],
    },
  },
  {
    metadata: { name: 'platform' },
    spec: {
      displayName: 'Platform',
      description: 'What everybody else stands on: metrics, ingress and certificates.',
      owner: { team: 'platform' },
      members: [member('Team', 'platform', 'user'), member('User', 'jonas', 'viewer')],
      allowedClusters: [{ name: '*' }],
      allowedTemplates: [space('*'), virtualCluster('*')],
    },
  },
  {
    // Everybody is in, so it is full: the next virtual cluster is refused.
    metadata: { name: 'sandbox' },
    spec: {
      displayName: 'Sandbox',
      description: 'For anybody to try something out. What is here may be gone tomorrow.',
      owner: { user: 'priya' },
      members: [member('User', '*', 'user')],
      quotas: {
        project: { virtualclusterinstances: '2', spaceinstances: '4' },
        user: { virtualclusterinstances: '1', spaceinstances: '2' },
      },
      allowedClusters: [{ name: 'staging' }],
      allowedTemplates: [space('isolated-space', true), virtualCluster('virtual-cluster', true)],
    },
  },
]
