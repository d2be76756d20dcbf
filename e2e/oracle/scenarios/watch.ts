import type { Scenario } from '#e2e/oracle/scenario.ts'
import { forgetTeams, team, teams, withTeams } from './crds.ts'
import { asPartial, asTable, get, mergePatch, post, remove, watch } from './steps.ts'

const of = (suite: string): string => `${teams}?watch=true&labelSelector=suite%3D${suite}`
const from = (step: string): string => `resourceVersion={{${step}.metadata.resourceVersion}}`
/** Without one the server answers 403. */
const origin = { origin: 'http://localhost' }
const finish = { watch: { until: 'end', wait: true } } as const

export const watchScenarios: Scenario[] = [
  {
    name: 'watch',
    covers: 'watches from a version, from none and from 0, selector transitions, the end by timeout',
    needs: ['crd', 'watch', 'patch'],
    setup: withTeams,
    steps: [
      post('create-a', teams, team('w-a', {}, { labels: { suite: 'w' } })),
      watch('from-version', `${of('w')}&${from('create-a')}`, 5),
      watch('from-none', of('w'), 6),
      watch('from-zero', `${of('w')}&resourceVersion=0`, 6),
      watch('by-name', `${teams}?watch=true&fieldSelector=metadata.name%3Dw-b`, 5),
      watch(
        'selector-transition',
        `${of('w')}&${from('create-a')}`.replace('suite%3Dw', 'suite%3Dw,colour%3Dred'),
        3,
      ),
      watch(
        'not-our-label',
        `${of('w')}&${from('create-a')}`.replace('suite%3Dw', 'suite%3Dw,colour%21%3Dred'),
        4,
      ),
      post('create-b', teams, team('w-b', {}, { labels: { suite: 'w' } })),
      mergePatch('colour-b', `${teams}/w-b`, { metadata: { labels: { colour: 'red' } } }),
      mergePatch('no-op-b', `${teams}/w-b`, { metadata: { labels: { colour: 'red' } } }),
      mergePatch('change-b', `${teams}/w-b`, { spec: { displayName: 'B' } }),
      mergePatch('uncolour-b', `${teams}/w-b`, { metadata: { labels: { colour: null } } }),
      remove('delete-b', `${teams}/w-b`),
      get('timeout', `${of('w')}&${from('create-a')}&timeoutSeconds=1`, finish),
      get('nothing-happens', `${of('none')}&timeoutSeconds=1`, finish),
      get(
        'deprecated-path',
        `${teams.replace('/v1/', '/v1/watch/')}?timeoutSeconds=1&labelSelector=suite%3Dw`,
        finish,
      ),
    ],
    cleanup: forgetTeams('w-a', 'w-b'),
  },
  {
    name: 'watch-bookmarks',
    covers: 'sendInitialEvents, the bookmark that ends them, and what goes with it',
    needs: ['crd', 'watch'],
    setup: withTeams,
    steps: [
      post('create-a', teams, team('wb-a', {}, { labels: { suite: 'wb' } })),
      post('create-b', teams, team('wb-b', {}, { labels: { suite: 'wb' } })),
      get(
        'initial-events',
        `${of('wb')}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
        { watch: { until: 3, wait: true } },
      ),
      get(
        'initial-events-version-zero',
        `${of('wb')}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=0`,
        { watch: { until: 3, wait: true } },
      ),
      get(
        'initial-events-none',
        `${of('none')}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
        { watch: { until: 1, wait: true } },
      ),
      get(
        'initial-events-table',
        `${of('wb')}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
        { headers: asTable, watch: { until: 3, wait: true } },
      ),
      get(
        'initial-events-partial',
        `${of('wb')}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
        { headers: asPartial, watch: { until: 3, wait: true } },
      ),
      get(
        'initial-events-without-bookmarks',
        `${of('wb')}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=1`,
        finish,
      ),
      get(
        'initial-events-false',
        `${of('wb')}&sendInitialEvents=false&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1`,
        finish,
      ),
      get(
        'initial-events-without-match',
        `${of('wb')}&sendInitialEvents=true&allowWatchBookmarks=true`,
        finish,
      ),
      get(
        'initial-events-exact',
        `${of('wb')}&sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=1&allowWatchBookmarks=true`,
        finish,
      ),
      get('initial-events-on-list', `${teams}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan`),
      get(
        'match-without-initial-events',
        `${of('wb')}&resourceVersionMatch=NotOlderThan&resourceVersion=1`,
        finish,
      ),
    ],
    cleanup: forgetTeams('wb-a', 'wb-b'),
  },
  {
    name: 'watch-tables',
    covers: 'watches as Table and as PartialObjectMetadata',
    needs: ['crd', 'watch', 'table', 'patch'],
    setup: withTeams,
    steps: [
      post('create-a', teams, team('wt-a', { displayName: 'A' }, { labels: { suite: 'wt' } })),
      watch('table', of('wt'), 4, { headers: asTable }),
      watch('table-from-version', `${of('wt')}&${from('create-a')}`, 3, { headers: asTable }),
      watch('table-with-object', `${of('wt')}&includeObject=Object&${from('create-a')}`, 3, {
        headers: asTable,
      }),
      watch('table-with-none', `${of('wt')}&includeObject=None&${from('create-a')}`, 3, { headers: asTable }),
      watch('partial', of('wt'), 4, { headers: asPartial }),
      post('create-b', teams, team('wt-b', { displayName: 'B' }, { labels: { suite: 'wt' } })),
      mergePatch('change-b', `${teams}/wt-b`, { spec: { displayName: 'BB' } }),
      remove('delete-b', `${teams}/wt-b`),
    ],
    cleanup: forgetTeams('wt-a', 'wt-b'),
  },
  {
    name: 'watch-versions',
    covers: 'watches from versions that are too old, in the future or no version at all',
    needs: ['crd', 'watch'],
    setup: withTeams,
    steps: [
      post('create', teams, team('wv', {}, { labels: { suite: 'wv' } })),
      get('too-old', `${of('wv')}&resourceVersion=1&timeoutSeconds=1`, finish),
      get('too-old-table', `${of('wv')}&resourceVersion=1&timeoutSeconds=1`, { ...finish, headers: asTable }),
      get('too-old-partial', `${of('wv')}&resourceVersion=1&timeoutSeconds=1`, {
        ...finish,
        headers: asPartial,
      }),
      get('in-the-future', `${of('wv')}&resourceVersion=999999999&timeoutSeconds=2`, finish),
      get(
        'in-the-future-with-initial-events',
        `${of('wv')}&resourceVersion=999999999&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=2`,
        finish,
      ),
      get('garbage', `${of('wv')}&resourceVersion=abc`, finish),
      get('negative', `${of('wv')}&resourceVersion=-5`, finish),
      get('odd-watch', `${teams}?watch=perhaps&labelSelector=suite%3Dwv&timeoutSeconds=1`, finish),
      get('watch-without-value', `${teams}?watch&labelSelector=suite%3Dwv&timeoutSeconds=1`, finish),
      get('watch-1', `${teams}?watch=1&labelSelector=suite%3Dwv&timeoutSeconds=1`, finish),
      get('watch-false', `${teams}?watch=false&labelSelector=suite%3Dwv`),
      get('bad-timeout', `${of('wv')}&timeoutSeconds=soon`, finish),
      get('bad-selector', `${teams}?watch=true&labelSelector=a%20b`, finish),
      get('bad-field', `${teams}?watch=true&fieldSelector=spec.displayName%3DA`, finish),
      get('not-acceptable', of('wv'), { ...finish, headers: { accept: 'text/html' } }),
      get('one-object', `${teams}/wv?watch=true&timeoutSeconds=1`),
    ],
    cleanup: forgetTeams('wv'),
  },
  {
    name: 'watch-websocket',
    covers: 'a watch over WebSocket, one event a frame; it must name an origin',
    needs: ['crd', 'watch', 'websocket', 'patch'],
    setup: withTeams,
    steps: [
      post('create', teams, team('ww', {}, { labels: { suite: 'ww' } })),
      get('text', `${of('ww')}&${from('create')}`, { headers: origin, watch: { until: 2, websocket: true } }),
      get('table', `${of('ww')}&${from('create')}`, {
        headers: { ...asTable, ...origin },
        watch: { until: 2, websocket: true },
      }),
      get('binary', `${of('ww')}&${from('create')}`, {
        headers: { 'sec-websocket-protocol': 'binary.k8s.io', ...origin },
        watch: { until: 2, websocket: true },
      }),
      get('unknown-protocol', `${of('ww')}&${from('create')}&timeoutSeconds=1`, {
        headers: { 'sec-websocket-protocol': 'nonsense.k8s.io', ...origin },
        watch: { until: 'end', websocket: true },
      }),
      get('no-origin', `${of('ww')}&${from('create')}`, { watch: { until: 'end', websocket: true } }),
      mergePatch('change', `${teams}/ww`, { spec: { displayName: 'x' } }),
      remove('delete', `${teams}/ww`),
      get('too-old', `${of('ww')}&resourceVersion=1`, {
        headers: origin,
        watch: { until: 1, websocket: true, wait: true },
      }),
      get('timeout', `${of('ww')}&timeoutSeconds=1`, {
        headers: origin,
        watch: { until: 'end', websocket: true, wait: true },
      }),
      get('alice', of('ww'), {
        as: 'alice',
        headers: origin,
        watch: { until: 'end', websocket: true, wait: true },
      }),
    ],
    cleanup: forgetTeams('ww'),
  },
]
