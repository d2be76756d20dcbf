import type { Scenario } from '#e2e/oracle/scenario.ts'
import { deployment, deployments, template, withNamespace } from './apps.ts'
import { forget, jsonPatch, mergePatch, post, strategicPatch } from './steps.ts'

export const strategicPatchScenarios: Scenario[] = [
  {
    name: 'strategic-merge-patch',
    covers:
      'strategic merge patches: merge keys, $setElementOrder, $patch, $retainKeys, $deleteFromPrimitiveList, refusals',
    needs: ['builtin', 'patch'],
    setup: withNamespace,
    steps: [
      post(
        'create',
        deployments,
        deployment('smp', {
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
          template: template('smp', {
            containers: [
              {
                name: 'a',
                image: 'a:1',
                env: [
                  { name: 'X', value: '1' },
                  { name: 'Y', value: '2' },
                ],
                ports: [{ containerPort: 80 }, { containerPort: 81 }],
              },
              { name: 'b', image: 'b:1', args: ['one', 'two'] },
            ],
            tolerations: [{ key: 't', operator: 'Exists' }],
            volumes: [{ name: 'v', emptyDir: {} }],
          }),
        }),
      ),
      strategicPatch('merge-by-name', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ name: 'b', image: 'b:2' }] } } },
      }),
      strategicPatch('add-element', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ name: 'c', image: 'c:1' }] } } },
      }),
      strategicPatch('set-order', `${deployments}/smp`, {
        spec: {
          template: {
            spec: {
              '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }, { name: 'b' }],
              containers: [{ name: 'a', image: 'a:2' }],
            },
          },
        },
      }),
      strategicPatch('delete-element', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ name: 'c', $patch: 'delete' }] } } },
      }),
      strategicPatch('nested-merge-key', `${deployments}/smp`, {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: 'a',
                  env: [
                    { name: 'Y', $patch: 'delete' },
                    { name: 'Z', value: '3' },
                  ],
                  ports: [{ containerPort: 81, name: 'web' }],
                },
              ],
            },
          },
        },
      }),
      strategicPatch('primitive-list-replaces', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ name: 'b', args: ['three'] }] } } },
      }),
      strategicPatch('atomic-list-replaces', `${deployments}/smp`, {
        spec: { template: { spec: { tolerations: [{ key: 'u', operator: 'Exists' }] } } },
      }),
      strategicPatch('retain-keys', `${deployments}/smp`, {
        spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      }),
      strategicPatch('retain-keys-volume', `${deployments}/smp`, {
        spec: {
          template: {
            spec: { volumes: [{ $retainKeys: ['name', 'configMap'], name: 'v', configMap: { name: 'c' } }] },
          },
        },
      }),
      strategicPatch('replace-list', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ $patch: 'replace' }, { name: 'only', image: 'o:1' }] } } },
      }),
      strategicPatch('replace-map', `${deployments}/smp`, {
        metadata: { labels: { $patch: 'replace', fresh: 'yes' } },
      }),
      strategicPatch('null-deletes', `${deployments}/smp`, {
        metadata: { labels: null },
        spec: { minReadySeconds: null },
      }),
      strategicPatch('finalizers-merge', `${deployments}/smp`, {
        metadata: { finalizers: ['example.io/a', 'example.io/b'] },
      }),
      strategicPatch('delete-from-primitive-list', `${deployments}/smp`, {
        metadata: { '$deleteFromPrimitiveList/finalizers': ['example.io/a'] },
      }),
      strategicPatch('delete-all-finalizers', `${deployments}/smp`, { metadata: { finalizers: null } }),
      strategicPatch('missing-merge-key', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ image: 'x' }] } } },
      }),
      strategicPatch('unknown-directive', `${deployments}/smp`, {
        metadata: { labels: { $patch: 'shuffle' } },
      }),
      strategicPatch('order-without-item', `${deployments}/smp`, {
        spec: {
          template: {
            spec: {
              '$setElementOrder/containers': [{ name: 'only' }],
              containers: [{ name: 'new', image: 'n' }],
            },
          },
        },
      }),
      strategicPatch('wrong-type', `${deployments}/smp`, { spec: { replicas: 'many' } }),
      strategicPatch('broken', `${deployments}/smp`, null, { text: '{' }),
      mergePatch('merge-patch-replaces-list', `${deployments}/smp`, {
        spec: { template: { spec: { containers: [{ name: 'merged', image: 'm:1' }] } } },
      }),
      jsonPatch('json-patch', `${deployments}/smp`, [
        { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'm:2' },
      ]),
    ],
    cleanup: [forget(`${deployments}/smp`)],
  },
]
