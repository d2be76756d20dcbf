import { type FieldCause, invalidValue, requiredValue, unsupportedValue } from '#kube/causes.ts'
import { isTimeZone, parseCron } from '#kube/cron.ts'
import { messageOf } from '#kube/errors.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { notNegative, requiredOneOf, when } from './checks.ts'
import { jobSpec } from './jobs.ts'
import { isSet } from './reading.ts'
import { invalidSelector } from './selectors.ts'

export function cronJob(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return []
  const spec = fieldsOf(object.spec)
  const template = fieldsOf(spec.jobTemplate)
  const own = fieldsOf(template.spec)
  const old = live === undefined ? undefined : fieldsOf(live.spec)
  const { name } = object.metadata
  const long = live === undefined && name.length > 52
  const generated = '`selector` will be auto-generated'
  return [
    ...schedule(spec, textOf(old?.schedule), 'spec.schedule'),
    ...notNegative(spec, 'spec', 'startingDeadlineSeconds'),
    ...(old !== undefined && old.timeZone === spec.timeZone ? [] : timeZone(spec.timeZone)),
    ...requiredOneOf(spec.concurrencyPolicy, 'spec.concurrencyPolicy', ['Allow', 'Forbid', 'Replace']),
    ...jobSpec(own, 'spec.jobTemplate.spec'),
    ...when(
      isObject(own.selector),
      invalidSelector(own.selector, 'spec.jobTemplate.spec.selector', generated),
    ),
    ...when(
      own.manualSelector === true,
      unsupportedValue('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false']),
    ),
    ...notNegative(spec, 'spec', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
    ...when(long, invalidValue('metadata.name', name, 'must be no more than 52 characters')),
  ]
}

function schedule(spec: JsonObject, old: string, field: string): FieldCause[] {
  const text = textOf(spec.schedule)
  if (text === '') return [requiredValue(field)]
  const both = 'cannot use both timeZone field and TZ or CRON_TZ in schedule'
  const inside = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'
  const allowed = old.includes('TZ')
  const zoned = text.includes('TZ')
  return [
    ...cronProblem(text).map((problem) => invalidValue(field, text, problem)),
    ...when(allowed && zoned && isSet(spec.timeZone), invalidValue(field, text, both)),
    ...when(!allowed && zoned, invalidValue(field, text, inside)),
  ]
}

function cronProblem(text: string): string[] {
  try {
    parseCron(text)
    return []
  } catch (error) {
    return [messageOf(error)]
  }
}

function timeZone(value: unknown): FieldCause[] {
  if (!isSet(value)) return []
  const name = textOf(value)
  const invalid = (detail: string): FieldCause[] => [invalidValue('spec.timeZone', name, detail)]
  if (name === '') return invalid('timeZone must be nil or non-empty string')
  const unknown = `unknown time zone ${name}`
  const parts = name.split('/')
  const named = (part: string): boolean =>
    /^[A-Za-z._0-9+][A-Za-z._0-9+-]{0,13}$/.test(part) && part !== '.' && part !== '..'
  if (!parts.every(named)) return invalid(unknown)
  const explicit = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'
  if (name === 'Local') return invalid(explicit)
  const causes = name.toLowerCase() === 'local' ? invalid(explicit) : []
  return isTimeZone(name) ? causes : [...causes, ...invalid(unknown)]
}
