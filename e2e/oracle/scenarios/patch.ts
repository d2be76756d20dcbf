import type { Scenario } from '#e2e/oracle/scenario.ts'
import { apiVersion, forgetTeams, team, teams, withTeams } from './crds.ts'
import { apply, get, jsonPatch, mergePatch, post, put, remove, strategicPatch } from './steps.ts'

export const patchScenarios: Scenario[] = [
  {
    name: 'merge-patch',
    covers: 'JSON merge patch on a custom resource: null deletes, lists replace; what is refused',
    needs: ['crd', 'patch'],
    setup: withTeams,
    steps: [
      post(
        'create',
        teams,
        team('pm', {
          displayName: 'One',
          description: 'd',
          users: ['a', 'b'],
          owner: { user: 'u', team: 't' },
        }),
      ),
      mergePatch('change', `${teams}/pm`, {
        spec: { displayName: 'Two', description: null, users: ['c'], owner: { team: null } },
      }),
      mergePatch('labels', `${teams}/pm`, {
        metadata: { labels: { a: '1', b: '2' }, annotations: { note: 'x' } },
      }),
      mergePatch('remove-label', `${teams}/pm`, { metadata: { labels: { a: null } } }),
      mergePatch('remove-all-labels', `${teams}/pm`, { metadata: { labels: null, annotations: null } }),
      mergePatch('spec-null', `${teams}/pm`, { spec: null }),
      mergePatch('empty', `${teams}/pm`, {}),
      mergePatch('wrong-type', `${teams}/pm`, { spec: { displayName: 5 } }),
      mergePatch('bad-label', `${teams}/pm`, { metadata: { labels: { 'a b': 'c' } } }),
      mergePatch('array', `${teams}/pm`, []),
      mergePatch('text', `${teams}/pm`, 'x'),
      mergePatch('broken', `${teams}/pm`, null, { text: '{"spec":' }),
      strategicPatch('strategic', `${teams}/pm`, { spec: { displayName: 'S' } }),
      mergePatch('plain-json', `${teams}/pm`, {}, { headers: { 'content-type': 'application/json' } }),
      mergePatch('yaml-patch', `${teams}/pm`, {}, { headers: { 'content-type': 'application/yaml' } }),
      mergePatch('no-media-type', `${teams}/pm`, {}, { headers: { 'content-type': '' } }),
      mergePatch('force', `${teams}/pm?force=true`, {}),
    ],
    cleanup: forgetTeams('pm'),
  },
  {
    name: 'json-patch',
    covers: 'JSON patch on a custom resource: each operation, and what is refused',
    needs: ['crd', 'patch'],
    setup: withTeams,
    steps: [
      post(
        'create',
        teams,
        team('pj', { displayName: 'One', users: ['a', 'b'] }, { annotations: { 'a/b': 'x' } }),
      ),
      jsonPatch('add', `${teams}/pj`, [
        { op: 'add', path: '/spec/users/-', value: 'c' },
        { op: 'add', path: '/spec/users/0', value: 'z' },
        { op: 'add', path: '/spec/description', value: 'd' },
      ]),
      jsonPatch('replace-escaped', `${teams}/pj`, [
        { op: 'replace', path: '/metadata/annotations/a~1b', value: 'y' },
      ]),
      jsonPatch('remove', `${teams}/pj`, [
        { op: 'remove', path: '/spec/users/1' },
        { op: 'remove', path: '/spec/description' },
      ]),
      jsonPatch('move-copy', `${teams}/pj`, [
        { op: 'copy', from: '/spec/displayName', path: '/spec/description' },
        { op: 'move', from: '/spec/displayName', path: '/spec/username' },
      ]),
      jsonPatch('test-passes', `${teams}/pj`, [
        { op: 'test', path: '/spec/username', value: 'One' },
        { op: 'replace', path: '/spec/username', value: 'Two' },
      ]),
      jsonPatch('test-fails', `${teams}/pj`, [{ op: 'test', path: '/spec/username', value: 'One' }]),
      jsonPatch('test-missing-path', `${teams}/pj`, [{ op: 'test', path: '/spec/nope', value: 'One' }]),
      jsonPatch('remove-missing', `${teams}/pj`, [{ op: 'remove', path: '/spec/nope' }]),
      jsonPatch('replace-missing', `${teams}/pj`, [{ op: 'replace', path: '/spec/nope', value: 1 }]),
      jsonPatch('add-into-missing', `${teams}/pj`, [{ op: 'add', path: '/spec/owner/user', value: 'x' }]),
      jsonPatch('index-out-of-range', `${teams}/pj`, [{ op: 'add', path: '/spec/users/9', value: 'x' }]),
      jsonPatch('unknown-operation', `${teams}/pj`, [{ op: 'shuffle', path: '/spec' }]),
      jsonPatch('no-operation', `${teams}/pj`, []),
      jsonPatch('object', `${teams}/pj`, { spec: {} }),
      jsonPatch('wrong-type', `${teams}/pj`, [{ op: 'replace', path: '/spec/username', value: 7 }]),
      jsonPatch('optimistic', `${teams}/pj`, [
        { op: 'test', path: '/metadata/resourceVersion', value: '{{create.metadata.resourceVersion}}' },
        { op: 'remove', path: '/spec/username' },
      ]),
    ],
    cleanup: forgetTeams('pj'),
  },
  {
    name: 'dry-run',
    covers:
      'dryRun=All for create, update, patch, apply and delete: the answer of the real thing, nothing stored',
    needs: ['crd', 'patch', 'apply'],
    setup: withTeams,
    steps: [
      post('create', `${teams}?dryRun=All`, team('pdr', { displayName: 'Dry' })),
      get('not-created', `${teams}/pdr`),
      post('generate-name', `${teams}?dryRun=All`, {
        apiVersion,
        kind: 'Team',
        metadata: { generateName: 'pdr-' },
      }),
      post('really-create', teams, team('pdr', { displayName: 'Wet' })),
      post('create-existing', `${teams}?dryRun=All`, team('pdr', { displayName: 'Dry' })),
      put(
        'update',
        `${teams}/pdr?dryRun=All`,
        team(
          'pdr',
          { displayName: 'Dry' },
          { resourceVersion: '{{really-create.metadata.resourceVersion}}' },
        ),
      ),
      mergePatch('patch', `${teams}/pdr?dryRun=All`, { spec: { displayName: 'Dry' } }),
      apply(
        'apply',
        `${teams}/pdr?dryRun=All&fieldManager=dry&force=true`,
        team('pdr', { displayName: 'Dry' }),
      ),
      apply('apply-new', `${teams}/pdr-new?dryRun=All&fieldManager=dry`, team('pdr-new')),
      get('unchanged', `${teams}/pdr`),
      remove('delete', `${teams}/pdr?dryRun=All`),
      remove('delete-by-body', `${teams}/pdr`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', dryRun: ['All'] },
      }),
      get('not-deleted', `${teams}/pdr`),
      remove('delete-collection', `${teams}?dryRun=All&labelSelector=none%3Dsuch`),
    ],
    cleanup: forgetTeams('pdr', 'pdr-new'),
  },
]
