import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { KubeObject } from '#kube/types.ts'
import { checkout, data, mobile, platform, sandbox, search } from './workloads.ts'

/** A space or virtual cluster of the demo, who makes it, and what they run in it. */
export interface DemoInstance {
  kind: 'space' | 'virtualCluster'
  project: string
  name: string
  by: string
  spec: SpaceInstance['spec']
  /** Without any it is not waited for: nothing will come of it. */
  runs: readonly KubeObject[]
}

interface Told {
  by: string
  displayName: string
  description: string
  template: string
  version?: string
  /** As YAML. */
  parameters?: string
  /** Instead of whoever makes it. */
  team?: string
  /** Who may look into it besides. */
  shownTo?: string
}

function instancesOf(project: string, workloads: Record<string, readonly KubeObject[]>) {
  const tell =
    (kind: DemoInstance['kind']) =>
    (name: string, { by, displayName, description, ...told }: Told): DemoInstance => ({
      kind,
      project,
      name,
      by,
      spec: {
        displayName,
        description,
        templateRef: {
          name: told.template,
          ...(told.version === undefined ? {} : { version: told.version }),
        },
        ...(told.parameters === undefined ? {} : { parameters: told.parameters }),
        ...(told.team === undefined ? {} : { owner: { team: told.team } }),
        ...(told.shownTo === undefined
          ? {}
          : { extraAccessRules: [{ users: [told.shownTo], clusterRole: 'view' }] }),
      },
      runs: workloads[name] ?? [],
    })
  return { space: tell('space'), virtualCluster: tell('virtualCluster') }
}

const inCheckout = instancesOf('checkout', checkout)
const inSearch = instancesOf('search', search)
const inData = instancesOf('data', data)
const inMobile = instancesOf('mobile', mobile)
const inPlatform = instancesOf('platform', platform)
const inSandbox = instancesOf('sandbox', sandbox)

export const demoInstances: readonly DemoInstance[] = [
  inCheckout.space('cart-dev', {
    by: 'maya',
    displayName: 'Cart, development',
    description: 'Saved carts and gift wrap, against a database of its own.',
    template: 'isolated-space',
    shownTo: 'aiko',
  }),
  inCheckout.virtualCluster('maya-dev', {
    by: 'maya',
    displayName: 'Maya’s cluster',
    description: 'The whole shop, to break and to put together again.',
    template: 'virtual-cluster',
  }),
  inCheckout.space('payment-dev', {
    by: 'tomas',
    displayName: 'Payment, development',
    description: 'The new payment provider with its test account.',
    template: 'isolated-space',
  }),
  inCheckout.space('staging', {
    by: 'jonas',
    displayName: 'Staging',
    description: 'What goes to production next, as production has it.',
    template: 'isolated-space',
    parameters: 'cpu: 8\nmemory: 16Gi\n',
    team: 'checkout',
    shownTo: 'oliver',
  }),
  inCheckout.space('preview-fix-rounding', {
    by: 'aiko',
    displayName: 'Preview of fix/rounding',
    description: 'Half a cent too much on every tenth order.',
    template: 'preview',
    parameters: 'branch: fix/rounding\ndatabase:\n  kind: postgres\n',
  }),
  inCheckout.space('preview-coupons', {
    by: 'maya',
    displayName: 'Preview of feature/coupons',
    description: 'Coupons that end at midnight, wherever midnight is.',
    template: 'preview',
    parameters: 'branch: feature/coupons\n',
  }),
  inCheckout.virtualCluster('payments-ci', {
    by: 'jonas',
    displayName: 'Pipeline of Payment',
    description: 'Runners and the tests that they run.',
    template: 'ci',
    team: 'checkout',
    shownTo: 'oliver',
  }),
  inSearch.space('index', {
    by: 'lena',
    displayName: 'Index',
    description: 'The index that is built every night, with half of the catalogue.',
    template: 'isolated-space',
    parameters: 'cpu: 8\nmemory: 16Gi\n',
    team: 'search',
  }),
  inSearch.space('ranking-tests', {
    by: 'samuel',
    displayName: 'Ranking tests',
    description: 'Two rankings side by side, and which of them people click on.',
    template: 'isolated-space',
  }),
  inSearch.space('suggest', {
    by: 'chloe',
    displayName: 'Suggestions',
    description: 'What somebody types next. Its model comes from a registry that is no more.',
    template: 'isolated-space',
  }),
  inSearch.virtualCluster('ranking', {
    by: 'lena',
    displayName: 'Ranking 6',
    description: 'The next ranking under load, before anybody sees it.',
    template: 'virtual-cluster',
    parameters: 'memory: 16Gi\n',
    team: 'search',
  }),
  inSearch.virtualCluster('operators', {
    by: 'samuel',
    displayName: 'Index operator',
    description: 'An operator with a custom resource that no other cluster knows.',
    template: 'operator-lab',
    version: '2.x.x',
  }),
  inData.space('reports', {
    by: 'viktor',
    displayName: 'Reports',
    description: 'Sales by day, week and month, as the board wants them.',
    template: 'isolated-space',
    team: 'data',
    shownTo: 'oliver',
  }),
  inData.space('ingest', {
    by: 'aiko',
    displayName: 'Ingest',
    description: 'Clicks and orders on their way into the warehouse.',
    template: 'isolated-space',
  }),
  inData.space('batch', {
    by: 'nadia',
    displayName: 'Batch',
    description: 'Recommendations, computed at night.',
    template: 'batch-space',
    // It follows its template, so that mending that mends it.
    version: 'x.x.x',
  }),
  inData.virtualCluster('pipelines', {
    by: 'viktor',
    displayName: 'Pipelines',
    description: 'The scheduler of all pipelines and its workers.',
    template: 'virtual-cluster',
    parameters: 'storage: 20Gi\n',
    team: 'data',
    shownTo: 'oliver',
  }),
  inData.virtualCluster('training', {
    by: 'nadia',
    displayName: 'Training',
    description: 'For models that take a night, with an API server that does not get in their way.',
    template: 'dedicated',
    parameters: 'controlPlane:\n  cpu: 12\n',
  }),
  inMobile.space('api', {
    by: 'grace',
    displayName: 'API of the apps',
    description: 'One API for both phones.',
    template: 'isolated-space',
    team: 'mobile',
    shownTo: 'oliver',
  }),
  inMobile.space('push', {
    by: 'maya',
    displayName: 'Push messages',
    description: 'Your parcel is on its way, said once and not twice.',
    template: 'isolated-space',
  }),
  inMobile.virtualCluster('devices', {
    by: 'grace',
    displayName: 'Device farm',
    description: 'Phones that are none, for the tests of every night.',
    template: 'virtual-cluster',
    team: 'mobile',
    shownTo: 'oliver',
  }),
  inPlatform.space('monitoring', {
    by: 'daniel',
    displayName: 'Monitoring',
    description: 'Metrics of everything, and whom to wake when they are bad.',
    template: 'isolated-space',
    parameters: 'memory: 16Gi\n',
    team: 'platform',
  }),
  inPlatform.space('edge', {
    by: 'priya',
    displayName: 'Edge',
    description: 'Where requests come in: certificates, names and routes.',
    template: 'isolated-space',
    team: 'platform',
  }),
  inSandbox.space('hello', {
    by: 'chloe',
    displayName: 'Hello',
    description: 'The first thing that everybody does.',
    template: 'isolated-space',
  }),
  inSandbox.virtualCluster('daniel-lab', {
    by: 'daniel',
    displayName: 'Daniel’s lab',
    description: 'What happens if one deletes a namespace?',
    template: 'virtual-cluster',
  }),
  inSandbox.virtualCluster('aiko-lab', {
    by: 'aiko',
    displayName: 'Aiko’s lab',
    description: 'For the talk about probes.',
    template: 'virtual-cluster',
  }),
]
