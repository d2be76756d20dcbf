import type { Scenario } from '#e2e/oracle/scenario.ts'
import {
  apiVersion,
  forgetTeams,
  forgetWidgets,
  team,
  teams,
  widgets,
  withTeams,
  withWidgets,
} from './crds.ts'
import { apply, get, jsonPatch, mergePatch, post, put } from './steps.ts'

const unknown = (name: string) => team(name, { displayName: 'F', colour: 'red', owner: { pet: 'cat' } })
const duplicate = (name: string): string =>
  `{"apiVersion":"${apiVersion}","kind":"Team","metadata":{"name":"${name}","name":"${name}"},"spec":{"displayName":"A","displayName":"B"}}`

export const fieldValidationScenarios: Scenario[] = [
  {
    name: 'field-validation',
    covers: 'fieldValidation Strict, Warn and Ignore for unknown and duplicate fields; pruning',
    needs: ['crd', 'patch'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      post('strict-unknown', `${teams}?fieldValidation=Strict`, unknown('fv-a')),
      post('warn-unknown', `${teams}?fieldValidation=Warn`, unknown('fv-b')),
      post('ignore-unknown', `${teams}?fieldValidation=Ignore`, unknown('fv-c')),
      post('default-unknown', teams, unknown('fv-d')),
      get('pruned', `${teams}/fv-d`),
      post('strict-duplicate', `${teams}?fieldValidation=Strict`, null, { text: duplicate('fv-e') }),
      post('warn-duplicate', `${teams}?fieldValidation=Warn`, null, { text: duplicate('fv-f') }),
      post('ignore-duplicate', `${teams}?fieldValidation=Ignore`, null, { text: duplicate('fv-g') }),
      post('strict-unknown-root', `${teams}?fieldValidation=Strict`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'fv-h' },
        extra: 1,
      }),
      post('strict-unknown-metadata', `${teams}?fieldValidation=Strict`, team('fv-i', {}, { nickname: 'x' })),
      post('strict-unknown-status', `${teams}?fieldValidation=Strict`, {
        apiVersion,
        kind: 'Team',
        metadata: { name: 'fv-j' },
        status: { anything: { goes: true } },
      }),
      post(
        'strict-preserved',
        `${teams}?fieldValidation=Strict`,
        team('fv-k', { access: [{ any: { thing: [1] } }] }),
      ),
      post(
        'strict-in-list-element',
        `${teams}?fieldValidation=Strict`,
        team('fv-l', {
          clusterRoles: [{ name: 'a' }, { name: 'b', colour: 'red' }],
        }),
      ),
      post('strict-wrong-case', `${teams}?fieldValidation=Strict`, team('fv-m', { displayname: 'x' })),
      post('strict-unknown-and-invalid', `${widgets}?fieldValidation=Strict`, {
        apiVersion,
        kind: 'Widget',
        metadata: { name: 'fv-w' },
        spec: { size: 0, colour: 'red' },
      }),
      put(
        'strict-put',
        `${teams}/fv-d?fieldValidation=Strict`,
        team(
          'fv-d',
          { colour: 'red' },
          {
            resourceVersion: '{{default-unknown.metadata.resourceVersion}}',
          },
        ),
      ),
      mergePatch('strict-merge-patch', `${teams}/fv-d?fieldValidation=Strict`, { spec: { colour: 'red' } }),
      mergePatch('warn-merge-patch', `${teams}/fv-d?fieldValidation=Warn`, { spec: { colour: 'red' } }),
      jsonPatch('strict-json-patch', `${teams}/fv-d?fieldValidation=Strict`, [
        { op: 'add', path: '/spec/colour', value: 'red' },
      ]),
      // With two unknown fields the server names one or both, as it happens.
      apply(
        'strict-apply',
        `${teams}/fv-d?fieldValidation=Strict&fieldManager=f`,
        team('fv-d', { colour: 'red' }),
      ),
      apply(
        'warn-apply',
        `${teams}/fv-d?fieldValidation=Warn&fieldManager=f&force=true`,
        team('fv-d', { colour: 'red' }),
      ),
    ],
    cleanup: [
      ...forgetTeams(...'abcdefghijklm'.split('').map((end) => `fv-${end}`)),
      ...forgetWidgets('fv-w'),
    ],
  },
]
