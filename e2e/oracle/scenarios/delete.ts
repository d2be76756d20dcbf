import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
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
import { asPartialList, asTable, get, jsonPatch, mergePatch, post, put, remove, watch } from './steps.ts'

const options = (more: { [key: string]: Json }): { body: Json } => ({
  body: { kind: 'DeleteOptions', apiVersion: 'v1', ...more },
})

export const deleteScenarios: Scenario[] = [
  {
    name: 'delete',
    covers: 'deleting a custom resource with options, preconditions and bodies that are refused',
    needs: ['crd'],
    setup: withTeams,
    steps: [
      post('create', teams, team('d-a', { displayName: 'A' })),
      remove('missing', `${teams}/d-missing`),
      remove(
        'uid-mismatch',
        `${teams}/d-a`,
        options({ preconditions: { uid: '00000000-0000-4000-8000-000000000000' } }),
      ),
      remove('version-mismatch', `${teams}/d-a`, options({ preconditions: { resourceVersion: '1' } })),
      remove('bad-propagation', `${teams}/d-a`, options({ propagationPolicy: 'Sideways' })),
      remove('bad-propagation-query', `${teams}/d-a?propagationPolicy=Sideways`),
      remove(
        'both-orphan-and-propagation',
        `${teams}/d-a`,
        options({ orphanDependents: true, propagationPolicy: 'Orphan' }),
      ),
      remove('bad-dry-run', `${teams}/d-a`, options({ dryRun: ['Some'] })),
      remove('wrong-kind', `${teams}/d-a`, { body: { kind: 'Team', apiVersion, dryRun: ['All'] } }),
      remove('no-kind', `${teams}/d-a`, { body: { propagationPolicy: 'Background', dryRun: ['All'] } }),
      remove('broken-body', `${teams}/d-a`, { text: '{' }),
      remove('unknown-field', `${teams}/d-a`, options({ nonsense: true, dryRun: ['All'] })),
      remove('negative-grace', `${teams}/d-a`, options({ gracePeriodSeconds: -1, dryRun: ['All'] })),
      remove('bad-grace', `${teams}/d-a?gracePeriodSeconds=soon`),
      remove('group-version-options', `${teams}/d-a`, {
        body: { kind: 'DeleteOptions', apiVersion, dryRun: ['All'] },
      }),
      get('still-there', `${teams}/d-a`, { keep: ['metadata.name'] }),
      remove(
        'delete',
        `${teams}/d-a`,
        options({
          preconditions: { uid: '{{create.metadata.uid}}' },
          gracePeriodSeconds: 30,
          propagationPolicy: 'Background',
        }),
      ),
      remove('again', `${teams}/d-a`),
      post('create-e', teams, team('d-e')),
      remove('query-is-ignored-beside-a-body', `${teams}/d-e?dryRun=All`, options({})),
      get('really-gone', `${teams}/d-e`),
      post('create-b', teams, team('d-b')),
      remove('as-table', `${teams}/d-b`, { headers: asTable }),
      post('create-c', teams, team('d-c')),
      remove('foreground', `${teams}/d-c?propagationPolicy=Foreground`),
      get('foreground-left', `${teams}/d-c`),
      jsonPatch('foreground-released', `${teams}/d-c`, [{ op: 'remove', path: '/metadata/finalizers' }]),
      post('create-d', teams, team('d-d')),
      remove('orphan', `${teams}/d-d`, options({ propagationPolicy: 'Orphan' })),
      jsonPatch('orphan-released', `${teams}/d-d`, [{ op: 'remove', path: '/metadata/finalizers' }]),
    ],
    cleanup: forgetTeams('d-a', 'd-b', 'd-c', 'd-d', 'd-e'),
  },
  {
    name: 'delete-finalizers',
    covers: 'an object that finalizers keep, what may still change on it, and its end',
    needs: ['crd', 'patch', 'watch'],
    setup: withTeams,
    steps: [
      post(
        'create',
        teams,
        team('df', { displayName: 'A' }, { finalizers: ['example.io/one', 'example.io/two'] }),
      ),
      watch(
        'events',
        `${teams}?watch=true&fieldSelector=metadata.name%3Ddf&resourceVersion={{create.metadata.resourceVersion}}`,
        5,
      ),
      remove('delete', `${teams}/df`),
      remove('delete-again', `${teams}/df`),
      get('terminating', `${teams}/df`),
      post('create-again', teams, team('df')),
      mergePatch('still-changes', `${teams}/df`, { spec: { displayName: 'B' } }),
      mergePatch('add-finalizer', `${teams}/df`, {
        metadata: { finalizers: ['example.io/one', 'example.io/two', 'example.io/three'] },
      }),
      mergePatch('unset-deletion', `${teams}/df`, { metadata: { deletionTimestamp: null } }),
      mergePatch('release-one', `${teams}/df`, { metadata: { finalizers: ['example.io/two'] } }),
      mergePatch('status-while-terminating', `${teams}/df/status`, { status: { phase: 'Going' } }),
      put(
        'release-last',
        `${teams}/df`,
        team(
          'df',
          { displayName: 'B' },
          { resourceVersion: '{{status-while-terminating.metadata.resourceVersion}}' },
        ),
      ),
      get('gone', `${teams}/df`),
      post('create-unqualified', teams, team('df-unqualified', {}, { finalizers: ['short'] })),
      mergePatch('release-unqualified', `${teams}/df-unqualified`, { metadata: { finalizers: [] } }),
    ],
    cleanup: forgetTeams('df', 'df-unqualified'),
  },
  {
    name: 'delete-collection',
    covers: 'deleting a collection, with selectors, and what it answers',
    needs: ['crd', 'watch'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      ...['a', 'b', 'c'].map((suffix) =>
        post(
          `create-${suffix}`,
          teams,
          team(`dc-${suffix}`, {}, { labels: { suite: 'dc', pick: suffix === 'c' ? 'no' : 'yes' } }),
        ),
      ),
      remove('bad-selector', `${teams}?labelSelector=a%20b`),
      remove('nothing-matches', `${teams}?labelSelector=suite%3Dnone`),
      remove('picked', `${teams}?labelSelector=pick%3Dyes`),
      get('left', `${teams}?labelSelector=suite%3Ddc`, { headers: asPartialList }),
      remove('by-field', `${teams}?fieldSelector=metadata.name%3Ddc-c`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
      }),
      post('widget', widgets, widget('dc-w', { size: 1 })),
      remove('in-namespace', `${widgets}?labelSelector=none%3Dsuch`),
      remove('all-namespaces', '/apis/management.example.io/v1/widgets'),
      remove('all-in-namespace', widgets, { headers: asTable }),
    ],
    cleanup: [...forgetTeams('dc-a', 'dc-b', 'dc-c'), ...forgetWidgets('dc-w')],
  },
]
