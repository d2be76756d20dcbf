import type { Scenario, Step } from '#e2e/oracle/scenario.ts'
import {
  forgetTeams,
  group,
  team,
  teams,
  widget,
  widgets,
  withTeams,
  withWidgets,
  forgetWidgets,
} from './crds.ts'
import { asPartial, asPartialList, asTable, get, mergePatch, post } from './steps.ts'

const labelled = (suffix: string, labels: Record<string, string>): Step =>
  post(
    `create-${suffix}`,
    teams,
    team(`ls-${suffix}`, { displayName: suffix.toUpperCase() }, { labels: { suite: 'ls', ...labels } }),
  )

const select = (name: string, selector: string): Step =>
  get(name, `${teams}?labelSelector=${encodeURIComponent(selector)}`, { headers: asTable })

const ours = `${teams}?labelSelector=suite%3Dls`
const plain = (what: string): Record<string, string> => ({
  accept: `application/json;as=${what};v=v1;g=meta.k8s.io`,
})

export const listScenarios: Scenario[] = [
  {
    name: 'selectors',
    covers: 'label selectors with each operator, field selectors, and those that are refused',
    needs: ['crd', 'table'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      labelled('a', { tier: 'gold', 'example.io/zone': 'north' }),
      labelled('b', { tier: 'silver' }),
      labelled('c', {}),
      select('equals', 'suite=ls,tier=gold'),
      select('double-equals', 'suite=ls,tier==gold'),
      select('not-equals', 'suite=ls,tier!=gold'),
      select('in', 'suite=ls,tier in (gold, silver)'),
      select('not-in', 'suite=ls,tier notin (gold)'),
      select('exists', 'suite=ls,tier'),
      select('does-not-exist', 'suite=ls,!tier'),
      select('prefixed', 'example.io/zone=north'),
      select('empty-value', 'suite=ls,tier='),
      select('greater', 'suite=ls,tier>3'),
      select('spaces', ' suite = ls , tier = gold '),
      select('invalid-key', 'a b=c'),
      select('invalid-value', 'a=b c'),
      select('invalid-operator', 'a===b'),
      select('invalid-set', 'a in (b'),
      select('invalid-comma', 'a=b,'),
      select('invalid-greater', 'a>b'),
      get('field-name', `${teams}?fieldSelector=metadata.name%3Dls-a`, { headers: asTable }),
      get('field-name-not', `${ours}&fieldSelector=metadata.name%21%3Dls-a`, { headers: asTable }),
      get('field-name-missing', `${teams}?fieldSelector=metadata.name%3Dnobody`, { headers: asTable }),
      get('field-namespace', `/apis/${group}/v1/widgets?fieldSelector=metadata.namespace%3Dnowhere`),
      get('field-namespace-of-cluster-scoped', `${teams}?fieldSelector=metadata.namespace%3Dx`),
      get('field-unsupported', `${teams}?fieldSelector=spec.displayName%3DA`),
      get('field-invalid', `${teams}?fieldSelector=metadata.name`),
      get('field-set', `${teams}?fieldSelector=metadata.name%20in%20(a)`),
    ],
    cleanup: forgetTeams('ls-a', 'ls-b', 'ls-c'),
  },
  {
    name: 'paging',
    covers:
      'limit and continue, remainingItemCount, resourceVersion and resourceVersionMatch, bad continue tokens',
    needs: ['crd'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      ...['a', 'b', 'c', 'd', 'e'].map((suffix) =>
        post(`create-${suffix}`, teams, team(`lp-${suffix}`, {}, { labels: { suite: 'lp' } })),
      ),
      get('first-page', `${teams}?limit=2&resourceVersion=&fieldSelector=metadata.name%21%3Dnobody`, {
        headers: asPartialList,
      }),
      get('page-with-selector', `${teams}?limit=2&labelSelector=suite%3Dlp`, { headers: asPartialList }),
      get(
        'second-page-with-selector',
        `${teams}?limit=2&labelSelector=suite%3Dlp&continue={{page-with-selector.metadata.continue}}`,
        { headers: asPartialList },
      ),
      get(
        'last-page-with-selector',
        `${teams}?limit=2&labelSelector=suite%3Dlp&continue={{second-page-with-selector.metadata.continue}}`,
        { headers: asPartialList },
      ),
      get('table-page', `${teams}?limit=1&labelSelector=suite%3Dlp`, { headers: asTable }),
      post('create-between', teams, team('lp-ba', {}, { labels: { suite: 'lp' } })),
      get(
        'second-page-is-a-snapshot',
        `${teams}?limit=2&labelSelector=suite%3Dlp&continue={{page-with-selector.metadata.continue}}`,
        { headers: asPartialList },
      ),
      get('limit-larger', `${teams}?limit=500&labelSelector=suite%3Dlp`, { headers: asPartialList }),
      get('limit-zero', `${teams}?limit=0&labelSelector=suite%3Dlp&fieldSelector=metadata.name%3Dlp-a`, {
        headers: asPartialList,
      }),
      get('limit-negative', `${teams}?limit=-1&labelSelector=suite%3Dlp&fieldSelector=metadata.name%3Dlp-a`, {
        headers: asPartialList,
      }),
      get('limit-text', `${teams}?limit=few`),
      get('continue-garbage', `${teams}?limit=2&continue=garbage`),
      get('continue-wrong-json', `${teams}?limit=2&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ`),
      get(
        'continue-with-resource-version',
        `${teams}?limit=2&continue={{page-with-selector.metadata.continue}}&resourceVersion=5`,
      ),
      get('version-zero', `${teams}?resourceVersion=0&fieldSelector=metadata.name%3Dlp-a`, {
        headers: asPartialList,
      }),
      get('version-zero-with-limit', `${teams}?resourceVersion=0&limit=2&labelSelector=suite%3Dlp`, {
        headers: asPartialList,
      }),
      get(
        'version-known',
        `${teams}?resourceVersion={{create-e.metadata.resourceVersion}}&labelSelector=suite%3Dlp&limit=1`,
        { headers: asPartialList },
      ),
      get(
        'version-not-older',
        `${teams}?resourceVersion={{create-a.metadata.resourceVersion}}&resourceVersionMatch=NotOlderThan&labelSelector=suite%3Dlp`,
        { headers: asPartialList },
      ),
      get(
        'version-exact',
        `${teams}?resourceVersion={{create-b.metadata.resourceVersion}}&resourceVersionMatch=Exact&labelSelector=suite%3Dlp`,
        { headers: asPartialList },
      ),
      get('match-without-version', `${teams}?resourceVersionMatch=Exact`),
      get('match-exact-zero', `${teams}?resourceVersion=0&resourceVersionMatch=Exact`),
      get('match-unknown', `${teams}?resourceVersion=1&resourceVersionMatch=Nearly`),
      get('version-garbage', `${teams}?resourceVersion=abc`),
      get('version-in-the-future', `${teams}?resourceVersion=999999999`),
      get('get-with-version-zero', `${teams}/lp-a?resourceVersion=0`, { headers: asPartial }),
      get('get-with-future-version', `${teams}/lp-a?resourceVersion=999999999`),
      get('get-with-garbage-version', `${teams}/lp-a?resourceVersion=abc`),
      ...['a', 'b', 'c', 'd'].map((suffix) =>
        post(`widget-${suffix}`, widgets, widget(`lp-${suffix}`, { size: 1 })),
      ),
      get('page-without-selector', `${widgets}?limit=1`, { headers: asPartialList }),
      get(
        'second-page-without-selector',
        `${widgets}?limit=1&continue={{page-without-selector.metadata.continue}}`,
        { headers: asPartialList },
      ),
      get('page-as-table', `${widgets}?limit=3&includeObject=None`, { headers: asTable }),
    ],
    cleanup: [
      ...forgetTeams('lp-a', 'lp-b', 'lp-ba', 'lp-c', 'lp-d', 'lp-e'),
      ...forgetWidgets('lp-a', 'lp-b', 'lp-c', 'lp-d'),
    ],
  },
  {
    name: 'paging-compacted',
    covers: 'a continue token and an exact resourceVersion whose history was compacted',
    needs: ['crd', 'compaction'],
    setup: withTeams,
    steps: [
      ...['a', 'b', 'c'].map((suffix) =>
        post(`create-${suffix}`, teams, team(`lc-${suffix}`, {}, { labels: { suite: 'lc' } })),
      ),
      get('first-page', `${teams}?limit=1&labelSelector=suite%3Dlc`, { headers: asPartialList }),
      mergePatch('change', `${teams}/lc-c`, { spec: { displayName: 'x' } }),
      { name: 'compact', action: 'compact' },
      get(
        'continue-expired',
        `${teams}?limit=1&labelSelector=suite%3Dlc&continue={{first-page.metadata.continue}}`,
        { until: { status: 410 } },
      ),
      get(
        'exact-expired',
        `${teams}?resourceVersion={{create-a.metadata.resourceVersion}}&resourceVersionMatch=Exact`,
        { until: { status: 410 } },
      ),
      get(
        'continue-inconsistently',
        `${teams}?limit=1&labelSelector=suite%3Dlc&continue={{continue-expired.metadata.continue}}`,
        { headers: asPartialList },
      ),
    ],
    cleanup: forgetTeams('lc-a', 'lc-b', 'lc-c'),
  },
  {
    name: 'tables',
    covers: 'Table and PartialObjectMetadata for lists and single objects, with each includeObject',
    needs: ['crd', 'table', 'patch'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      post(
        'create-a',
        teams,
        team('lt-a', { displayName: 'A', owner: { user: 'anna' } }, { labels: { suite: 'lt' } }),
      ),
      post('create-b', teams, team('lt-b', {}, { labels: { suite: 'lt' } })),
      mergePatch('members', `${teams}/lt-a/status`, { status: { members: 3 } }),
      mergePatch('members-of-wrong-type', `${teams}/lt-b/status`, { status: { members: 'many' } }),
      get('default', `${teams}?labelSelector=suite%3Dlt`, { headers: asTable }),
      get('include-none', `${teams}?labelSelector=suite%3Dlt&includeObject=None`, { headers: asTable }),
      get('include-metadata', `${teams}?labelSelector=suite%3Dlt&includeObject=Metadata`, {
        headers: asTable,
      }),
      get('include-object', `${teams}?labelSelector=suite%3Dlt&includeObject=Object`, { headers: asTable }),
      get('include-nonsense', `${teams}?labelSelector=suite%3Dlt&includeObject=Nonsense`, {
        headers: asTable,
      }),
      get('single', `${teams}/lt-a`, { headers: asTable }),
      get('single-missing', `${teams}/lt-missing`, { headers: asTable }),
      get('empty', `${teams}?labelSelector=suite%3Dnone`, { headers: asTable }),
      post('created-as-table', teams, team('lt-c'), { headers: asTable }),
      mergePatch('patched-as-table', `${teams}/lt-c`, { spec: { displayName: 'C' } }, { headers: asTable }),
      get('table-v1beta1', `${teams}/lt-a`, {
        headers: { accept: 'application/json;as=Table;v=v1beta1;g=meta.k8s.io' },
      }),
      get('kubectl-accept', `${teams}/lt-a?includeObject=None`, {
        headers: {
          accept:
            'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json',
        },
      }),
      get('partial-list', `${teams}?labelSelector=suite%3Dlt`, { headers: asPartialList }),
      get('partial-list-empty', `${teams}?labelSelector=suite%3Dnone`, { headers: asPartialList }),
      get('partial', `${teams}/lt-a`, { headers: asPartial }),
      get('partial-asked-for-list', `${teams}?labelSelector=suite%3Dlt`, {
        headers: plain('PartialObjectMetadata'),
      }),
      get('partial-list-asked-for-object', `${teams}/lt-a`, { headers: asPartialList }),
      post('widget', widgets, widget('lt-w', { size: 1 })),
      get('no-printer-columns', `${widgets}?fieldSelector=metadata.name%3Dlt-w`, { headers: asTable }),
      get('empty-plain', `${widgets}?labelSelector=suite%3Dnone`),
      get('crd-table-includes-priority', `${teams}/lt-b?includeObject=None`, { headers: asTable }),
    ],
    cleanup: [...forgetTeams('lt-a', 'lt-b', 'lt-c'), ...forgetWidgets('lt-w')],
  },
]
