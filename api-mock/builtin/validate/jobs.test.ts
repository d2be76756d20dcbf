import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { JsonObject } from '#kube/json.ts'
import { messages, object, template } from './test-objects.ts'

const uid = 'batch.kubernetes.io/controller-uid'
const name = 'batch.kubernetes.io/job-name'
const labels = { [uid]: 'u', [name]: 'a', 'controller-uid': 'u', 'job-name': 'a' }
const pods = template({ restartPolicy: 'Never' }, labels)

function job(fields: JsonObject = {}): KubeObject {
  return object('Job', { spec: { selector: { matchLabels: { [uid]: 'u' } }, template: pods, ...fields } })
}

function cronJob(fields: JsonObject = {}, own: JsonObject = {}): KubeObject {
  const jobTemplate = { spec: { template: pods, ...own } }
  return object('CronJob', {
    spec: { schedule: '0 * * * *', concurrencyPolicy: 'Allow', jobTemplate, ...fields },
  })
}

test.each<[string, KubeObject, string[]]>([
  [
    'with pods that never end',
    job({ template: template({}, labels) }),
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    'with less than no pods',
    job({ parallelism: -1 }),
    ['spec.parallelism: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'indexed without a number of indexes',
    job({ completionMode: 'Indexed' }),
    ['spec.completions: Required value: when completion mode is Indexed'],
  ],
  [
    'with limits for indexes that it has not',
    job({ backoffLimitPerIndex: 1 }),
    ['spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode'],
  ],
  [
    'with labels of another job',
    job({ template: template({ restartPolicy: 'Never' }, { ...labels, 'job-name': 'b' }) }),
    [
      'spec.template.metadata.labels[job-name]: Invalid value: {"batch.kubernetes.io/controller-uid":"u","batch.kubernetes.io/job-name":"a","controller-uid":"u","job-name":"b"}: must be \'a\'',
    ],
  ],
  [
    'with a rule for nothing',
    job({ podFailurePolicy: { rules: [{ action: 'Ignore' }] } }),
    [
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    ],
  ],
  [
    'with exit codes in disorder',
    job({
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [3, 0] } }] },
    }),
    [
      'spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator',
      'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,0]: must be ordered',
    ],
  ],
  [
    'with success of indexes that it has not',
    job({
      completionMode: 'Indexed',
      completions: 3,
      successPolicy: { rules: [{ succeededIndexes: '1-5' }] },
    }),
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1-5": error parsing succeededIndexes: too large index: "5"',
    ],
  ],
])('a job is refused: %s', (_what, object, expected) => {
  expect(messages('batch/jobs', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['may be the number of pods at once', job({ completions: 1 }), job({ completions: 1, parallelism: 3 }), []],
  [
    'may not be the number of all',
    job({ completions: 1 }),
    job({ completions: 2 }),
    ['spec.completions: Invalid value: 2: field is immutable'],
  ],
  [
    'of an indexed one may be both numbers',
    job({ completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    [],
  ],
  [
    'may not be its mode',
    job({ completions: 1 }),
    job({ completions: 1, completionMode: 'Indexed' }),
    ['spec.completionMode: Invalid value: "Indexed": field is immutable'],
  ],
  [
    'of a suspended one may be where its pods run',
    job({ suspend: true }),
    job({
      suspend: true,
      template: template({ restartPolicy: 'Never', nodeSelector: { zone: 'x' } }, labels),
    }),
    [],
  ],
])('a change of a job: %s', (_what, before, after, expected) => {
  expect(messages('batch/jobs', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  ['without schedule', cronJob({ schedule: '' }), ['spec.schedule: Required value']],
  [
    'with a schedule that is none',
    cronJob({ schedule: '61 * * * *' }),
    ['spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61'],
  ],
  [
    'with a time zone in its schedule',
    cronJob({ schedule: 'TZ=UTC 0 * * * *' }),
    [
      'spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
  ],
  [
    'with a time zone that is none',
    cronJob({ timeZone: 'Mars/Olympus' }),
    ['spec.timeZone: Invalid value: "Mars/Olympus": unknown time zone Mars/Olympus'],
  ],
  [
    'with the time zone of the server',
    cronJob({ timeZone: 'Local' }),
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
  ],
  [
    'with an unknown policy',
    cronJob({ concurrencyPolicy: 'Maybe' }),
    ['spec.concurrencyPolicy: Unsupported value: "Maybe": supported values: "Allow", "Forbid", "Replace"'],
  ],
  [
    'with a selector of its own',
    cronJob({}, { selector: { matchLabels: { a: 'b' } } }),
    [
      'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated',
    ],
  ],
])('a cron job is refused: %s', (_what, object, expected) => {
  expect(messages('batch/cronjobs', object)).toEqual(expected)
})

test('a change of a template shows what was refused as Go prints it', () => {
  const changed = template({ restartPolicy: 'Never', hostNetwork: true }, labels)
  const [message = ''] = messages('batch/jobs', job({ template: changed }), job())
  expect(message).toMatch(
    /^spec\.template: Invalid value: \{"labels":\{.*\},"Spec":\{.*\}\}: field is immutable$/,
  )
  expect(message).toContain('"HostNetwork":true')
})

test('a name of a cron job leaves room for what its jobs are called', () => {
  const long = cronJob()
  expect(messages('batch/cronjobs', { ...long, metadata: { name: 'a'.repeat(53) } })).toEqual([
    `metadata.name: Invalid value: "${'a'.repeat(53)}": must be no more than 52 characters`,
  ])
})
