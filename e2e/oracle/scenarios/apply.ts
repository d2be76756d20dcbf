import type { Scenario } from '#e2e/oracle/scenario.ts'
import {
  apiVersion,
  forgetTeams,
  forgetWidgets,
  team,
  teams,
  widget,
  widgets,
  withTeams,
  withWidgets,
} from './crds.ts'
import { apply, mergePatch, post, put } from './steps.ts'

const by = (manager: string): string => `?fieldManager=${manager}`
const forced = (manager: string): string => `?fieldManager=${manager}&force=true`

export const applyScenarios: Scenario[] = [
  {
    name: 'apply',
    covers: 'server-side apply: create, change, conflict, force, giving up and sharing fields',
    needs: ['crd', 'patch', 'apply'],
    setup: withTeams,
    steps: [
      apply(
        'create',
        `${teams}/pa${by('one')}`,
        team('pa', { displayName: 'One', users: ['a'], owner: { user: 'u' } }),
      ),
      apply(
        'again',
        `${teams}/pa${by('one')}`,
        team('pa', { displayName: 'One', users: ['a'], owner: { user: 'u' } }),
      ),
      apply(
        'change',
        `${teams}/pa${by('one')}`,
        team('pa', { displayName: 'Uno', users: ['a'], owner: { user: 'u' } }),
      ),
      apply(
        'conflict',
        `${teams}/pa${by('two')}`,
        team('pa', { displayName: 'Two', description: 'by two', users: ['b'] }),
      ),
      apply(
        'share-equal-value',
        `${teams}/pa${by('two')}`,
        team('pa', { displayName: 'Uno', description: 'by two' }),
      ),
      apply(
        'force',
        `${teams}/pa${forced('two')}`,
        team('pa', { displayName: 'Two', description: 'by two' }),
      ),
      apply('give-up-owned', `${teams}/pa${by('one')}`, team('pa', { users: ['a'] })),
      apply('give-up-shared', `${teams}/pa${by('two')}`, team('pa', { displayName: 'Two' })),
      mergePatch('update-takes-ownership', `${teams}/pa${by('three')}`, { spec: { displayName: 'Three' } }),
      apply('conflict-with-update', `${teams}/pa${by('two')}`, team('pa', { displayName: 'Two' })),
      apply('same-as-update', `${teams}/pa${by('two')}`, team('pa', { displayName: 'Three' })),
      mergePatch('remove-field-of-others', `${teams}/pa${by('three')}`, { spec: { users: null } }),
      apply('empty', `${teams}/pa${by('one')}`, { apiVersion, kind: 'Team', metadata: { name: 'pa' } }),
      apply('labels', `${teams}/pa${by('labeller')}`, {
        apiVersion,
        kind: 'Team',
        metadata: {
          name: 'pa',
          labels: { a: '1' },
          annotations: { b: '2' },
          finalizers: ['example.io/stay'],
        },
      }),
      apply('two-conflicts', `${teams}/pa${by('rival')}`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'pa', labels: { a: '9' }, annotations: { b: '9' } },
        spec: { displayName: 'Rival' },
      }),
      apply('release', `${teams}/pa${by('labeller')}`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'pa' },
      }),
      apply('status', `${teams}/pa/status${by('controller')}`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'pa' },
        spec: { displayName: 'ignored' },
        status: { members: 1 },
      }),
      apply('status-through-main', `${teams}/pa${by('controller')}`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'pa' },
        status: { members: 2 },
      }),
      apply('yaml', `${teams}/pa${by('yaml')}`, null, {
        text: `apiVersion: ${apiVersion}\nkind: Team\nmetadata:\n  name: pa\nspec:\n  groups:\n  - ops\n`,
      }),
    ],
    cleanup: forgetTeams('pa'),
  },
  {
    name: 'apply-refused',
    covers: 'applies that are refused, and those on objects with a resourceVersion or uid',
    needs: ['crd', 'patch', 'apply'],
    setup: withTeams,
    steps: [
      apply('no-manager', `${teams}/par`, team('par')),
      apply(
        'managed-fields',
        `${teams}/par${by('m')}`,
        team('par', {}, { managedFields: [{ manager: 'x' }] }),
      ),
      apply('other-name', `${teams}/par${by('m')}`, team('other')),
      apply('no-name', `${teams}/par${by('m')}`, { apiVersion, kind: 'Team', spec: {} }),
      apply('no-kind', `${teams}/par${by('m')}`, { apiVersion, metadata: { name: 'par' } }),
      apply('other-kind', `${teams}/par${by('m')}`, { apiVersion, kind: 'Gang', metadata: { name: 'par' } }),
      apply('other-version', `${teams}/par${by('m')}`, {
        apiVersion: 'other.example.io/v1',
        kind: 'Team',
        metadata: { name: 'par' },
      }),
      apply('wrong-type', `${teams}/par${by('m')}`, team('par', { users: 'all' })),
      apply('unknown-field', `${teams}/par${by('m')}`, team('par', { colour: 'red' })),
      apply('broken', `${teams}/par-broken${by('m')}`, null, { text: '{"apiVersion":' }),
      apply('bad-yaml', `${teams}/par-broken${by('m')}`, null, { text: 'a: b: c' }),
      apply('empty-body', `${teams}/par-broken${by('m')}`, null, { text: '' }),
      apply('bad-force', `${teams}/par${by('m')}&force=maybe`, team('par')),
      apply('stale', `${teams}/par${by('m')}`, team('par', { displayName: 'x' }, { resourceVersion: '1' })),
      apply(
        'new-with-resource-version',
        `${teams}/par-new${by('m')}`,
        team('par-new', {}, { resourceVersion: '1' }),
      ),
      apply(
        'other-uid',
        `${teams}/par${by('m')}`,
        team('par', {}, { uid: '00000000-0000-4000-8000-000000000000' }),
      ),
      apply(
        'new-with-uid',
        `${teams}/par-new${by('m')}`,
        team('par-new', {}, { uid: '00000000-0000-4000-8000-000000000000' }),
      ),
      apply('status-of-missing', `${teams}/par-missing/status${by('m')}`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'par-missing' },
        status: {},
      }),
      mergePatch('merge-with-manager-and-force', `${teams}/par${by('m')}&force=true`, {
        spec: { displayName: 'y' },
      }),
    ],
    cleanup: forgetTeams('par', 'par-new'),
  },
  {
    name: 'apply-lists',
    covers: 'apply on lists that are maps, sets and atoms, and on nested objects with defaults',
    needs: ['crd', 'patch', 'apply'],
    setup: withWidgets,
    steps: [
      apply(
        'create',
        `${widgets}/pal${by('one')}`,
        widget('pal', {
          size: 1,
          parts: [
            { name: 'a', value: '1' },
            { name: 'b', value: '2' },
          ],
          set: ['x', 'y'],
          labels: { k: 'v' },
        }),
      ),
      apply(
        'second-manager',
        `${widgets}/pal${by('two')}`,
        widget('pal', {
          size: 1,
          parts: [
            { name: 'b', weight: 5 },
            { name: 'c', value: '3' },
          ],
          set: ['y', 'z'],
          labels: { l: 'w' },
        }),
      ),
      apply(
        'second-manager-forced',
        `${widgets}/pal${forced('two')}`,
        widget('pal', {
          size: 1,
          parts: [
            { name: 'b', weight: 5 },
            { name: 'c', value: '3' },
          ],
          set: ['y', 'z'],
          labels: { l: 'w' },
        }),
      ),
      apply(
        'remove-element',
        `${widgets}/pal${by('one')}`,
        widget('pal', {
          size: 1,
          parts: [{ name: 'b', value: '2' }],
          set: ['x'],
        }),
      ),
      apply(
        'element-conflict',
        `${widgets}/pal${by('three')}`,
        widget('pal', {
          size: 2,
          parts: [{ name: 'c', value: '9' }],
        }),
      ),
      apply('atomic-list', `${widgets}/pal${by('tagger')}`, widget('pal', { size: 1, tags: ['a', 'b'] })),
      apply(
        'atomic-list-conflict',
        `${widgets}/pal${by('tagger-two')}`,
        widget('pal', { size: 1, tags: ['b'] }),
      ),
      apply('null-list', `${widgets}/pal${forced('tagger')}`, widget('pal', { size: 1, tags: null })),
      apply(
        'duplicate-keys',
        `${widgets}/pal${by('four')}`,
        widget('pal', {
          size: 1,
          parts: [{ name: 'd' }, { name: 'd' }],
        }),
      ),
      apply('duplicate-set', `${widgets}/pal${by('four')}`, widget('pal', { size: 1, set: ['q', 'q'] })),
      apply(
        'missing-key',
        `${widgets}/pal${by('four')}`,
        widget('pal', { size: 1, parts: [{ value: 'x' }] }),
      ),
      apply('invalid', `${widgets}/pal${forced('four')}`, widget('pal', { size: 0 })),
      apply(
        'order',
        `${widgets}/pal${forced('one')}`,
        widget('pal', {
          size: 1,
          parts: [{ name: 'c' }, { name: 'e' }, { name: 'b', value: '2' }],
          set: ['z', 'x'],
        }),
      ),
    ],
    cleanup: forgetWidgets('pal'),
  },
  {
    name: 'managed-fields',
    covers: 'who owns what after create, update, patch, apply and status by different managers',
    needs: ['crd', 'patch', 'apply'],
    setup: withTeams,
    steps: [
      post('create-by-user-agent', teams, team('pmf', { displayName: 'One', users: ['a'] }), {
        headers: { 'user-agent': 'kubectl/v1.36.3 (linux/amd64) kubernetes/abc' },
      }),
      put(
        'update-by-other',
        `${teams}/pmf${by('editor')}`,
        team(
          'pmf',
          { displayName: 'Two', users: ['a'] },
          {
            resourceVersion: '{{create-by-user-agent.metadata.resourceVersion}}',
          },
        ),
      ),
      mergePatch(
        'patch-by-browser',
        `${teams}/pmf`,
        { spec: { description: 'x' } },
        {
          headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
        },
      ),
      mergePatch(
        'patch-by-long-user-agent',
        `${teams}/pmf`,
        { metadata: { labels: { a: 'b' } } },
        {
          headers: { 'user-agent': 'x'.repeat(200) },
        },
      ),
      mergePatch(
        'patch-by-empty-user-agent',
        `${teams}/pmf`,
        { metadata: { labels: { c: 'd' } } },
        {
          headers: { 'user-agent': '' },
        },
      ),
      mergePatch('status-by-controller', `${teams}/pmf/status${by('controller')}`, {
        status: { members: 1 },
      }),
      mergePatch('remove-owned', `${teams}/pmf${by('editor')}`, { spec: { displayName: null } }),
      mergePatch('drop-managed-fields', `${teams}/pmf${by('editor')}`, { metadata: { managedFields: [{}] } }),
      mergePatch('empty-managed-fields', `${teams}/pmf${by('editor')}`, {
        metadata: { managedFields: [] },
        spec: { users: ['b'] },
      }),
      mergePatch('broken-managed-fields', `${teams}/pmf${by('editor')}`, {
        metadata: {
          managedFields: [
            { manager: 'x', operation: 'Nonsense', apiVersion, fieldsType: 'FieldsV1', fieldsV1: {} },
          ],
        },
        spec: { users: ['c'] },
      }),
      apply(
        'first-apply-on-unmanaged',
        `${teams}/pmf${by('applier')}`,
        team('pmf', { username: 'u', users: ['x'] }),
      ),
      apply(
        'forced-apply-on-unmanaged',
        `${teams}/pmf${forced('applier')}`,
        team('pmf', { username: 'u', users: ['x'] }),
      ),
    ],
    cleanup: forgetTeams('pmf'),
  },
]
