import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
import { apiVersion, forgetTeams, team, teams, withTeams } from './crds.ts'
import { get, jsonPatch, mergePatch, post, put } from './steps.ts'

const url = `${teams}/upd`
const at = (step: string, spec: Json, more: { [key: string]: Json } = {}): Json =>
  team('upd', spec, { resourceVersion: `{{${step}.metadata.resourceVersion}}`, ...more })

export const updateScenarios: Scenario[] = [
  {
    name: 'update',
    covers: 'PUT with and without resourceVersion, conflicts, no-ops, generation, immutable metadata',
    needs: ['crd'],
    setup: withTeams,
    steps: [
      post('create', teams, team('upd', { displayName: 'One' })),
      put('without-resource-version', url, team('upd', { displayName: 'Two' })),
      put('change', url, at('create', { displayName: 'Two' })),
      put('stale', url, at('create', { displayName: 'Three' })),
      put('no-op', url, at('change', { displayName: 'Two' })),
      put('label-only', url, at('change', { displayName: 'Two' }, { labels: { a: 'b' } })),
      put('status-ignored', url, {
        apiVersion,
        kind: 'Team',
        metadata: {
          name: 'upd',
          resourceVersion: '{{label-only.metadata.resourceVersion}}',
          labels: { a: 'b' },
        },
        spec: { displayName: 'Two' },
        status: { members: 3 },
      }),
      put('other-uid', url, at('label-only', {}, { uid: '00000000-0000-4000-8000-000000000000' })),
      put('other-name', url, team('other', {})),
      put('no-name', url, { apiVersion, kind: 'Team', metadata: {} }),
      put('bad-resource-version', url, team('upd', {}, { resourceVersion: 'first' })),
      put('zero-resource-version', url, team('upd', {}, { resourceVersion: '0' })),
      put(
        'creation-timestamp',
        url,
        at('label-only', { displayName: 'Two' }, { creationTimestamp: '2001-01-01T00:00:00Z' }),
      ),
      get('after-creation-timestamp', url, {
        keep: ['metadata.labels', 'metadata.resourceVersion', 'metadata.generation'],
      }),
      put(
        'own-generation',
        url,
        team(
          'upd',
          { displayName: 'Four' },
          {
            resourceVersion: '{{creation-timestamp.metadata.resourceVersion}}',
            generation: 77,
          },
        ),
      ),
      mergePatch('patch-uid', url, { metadata: { uid: '00000000-0000-4000-8000-000000000000' } }),
      mergePatch('patch-name', url, { metadata: { name: 'other' } }),
      mergePatch('patch-kind', url, { kind: 'Gang' }),
      mergePatch('patch-api-version', url, { apiVersion: 'other.example.io/v1' }),
      mergePatch('patch-stale', url, {
        metadata: { resourceVersion: '{{create.metadata.resourceVersion}}' },
        spec: {},
      }),
      mergePatch('patch-deletion-timestamp', url, {
        metadata: { deletionTimestamp: '2001-01-01T00:00:00Z' },
      }),
      mergePatch('patch-self-link', url, { metadata: { selfLink: '/x', generateName: 'y-' } }),
      mergePatch('patch-no-op', url, { spec: { displayName: 'Four' } }),
      mergePatch('patch-creation-timestamp-null', url, { metadata: { creationTimestamp: null } }),
    ],
    cleanup: forgetTeams('upd'),
  },
  {
    name: 'status-subresource',
    covers: 'what /status keeps and what it ignores, and the reverse',
    needs: ['crd', 'patch'],
    setup: withTeams,
    steps: [
      post('create-with-status', teams, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'upd-st' },
        spec: { displayName: 'One' },
        status: { members: 1 },
      }),
      get('get-status', `${teams}/upd-st/status`),
      put('put-status', `${teams}/upd-st/status`, {
        apiVersion,
        kind: 'Team',
        metadata: {
          name: 'upd-st',
          labels: { from: 'status' },
          annotations: { from: 'status' },
          resourceVersion: '{{get-status.metadata.resourceVersion}}',
        },
        spec: { displayName: 'Ignored' },
        status: { members: 2 },
      }),
      mergePatch('patch-status', `${teams}/upd-st/status`, {
        metadata: { labels: { from: 'status' } },
        spec: { displayName: 'Ignored' },
        status: { phase: 'Ready' },
      }),
      mergePatch('patch-status-through-main', `${teams}/upd-st`, { status: { members: 9 } }),
      mergePatch('patch-main', `${teams}/upd-st`, { spec: { displayName: 'Two' } }),
      jsonPatch('json-patch-status', `${teams}/upd-st/status`, [
        { op: 'replace', path: '/status/members', value: 4 },
      ]),
      mergePatch('status-of-wrong-type', `${teams}/upd-st/status`, { status: 'fine' }),
      put('put-status-stale', `${teams}/upd-st/status`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'upd-st', resourceVersion: '{{get-status.metadata.resourceVersion}}' },
        status: {},
      }),
      get('status-of-missing', `${teams}/upd-missing/status`),
      post('post-status', `${teams}/upd-st/status`, team('upd-st')),
    ],
    cleanup: forgetTeams('upd-st'),
  },
]
