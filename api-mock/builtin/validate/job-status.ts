import { type FieldCause, invalidField, invalidValue, requiredValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { notNegative, when } from './checks.ts'
import { isSet, objectsOf } from './reading.ts'

function isTrue(status: JsonObject, type: string): boolean {
  return objectsOf(status.conditions).some(
    (condition) => condition.type === type && condition.status === 'True',
  )
}

/** What a controller may not make of a job: one that is both done and failed, or that is done twice. */
export function jobStatus(object: KubeObject, live: KubeObject): FieldCause[] {
  const [status, old] = [fieldsOf(object.status), fieldsOf(live.status)]
  const [complete, failed] = [isTrue(status, 'Complete'), isTrue(status, 'Failed')]
  const field = 'status.conditions'
  return [
    ...notNegative(status, 'status', 'active', 'succeeded', 'failed', 'ready', 'terminating'),
    ...when(complete && failed, invalidField(field, 'cannot set Complete=True and Failed=true conditions')),
    ...when(
      complete && isTrue(status, 'FailureTarget'),
      invalidField(field, 'cannot set Complete=True and FailureTarget=true conditions'),
    ),
    ...times(status, complete),
    ...when(
      failed && !isTrue(status, 'FailureTarget'),
      invalidField(field, 'cannot set Failed=True condition without the FailureTarget=true condition'),
    ),
    ...when(
      complete && !isTrue(status, 'SuccessCriteriaMet'),
      invalidField(field, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition'),
    ),
    ...(complete || failed ? finished(status) : []),
    ...(['Failed', 'Complete', 'FailureTarget'] as const).flatMap((type) =>
      when(
        isTrue(old, type) && !isTrue(status, type),
        invalidField(field, `cannot disable the terminal ${type}=True condition`),
      ),
    ),
    ...['failed', 'succeeded'].flatMap((key) =>
      when(
        numberOf(status[key]) < numberOf(old[key]),
        invalidValue(`status.${key}`, numberOf(status[key]), `cannot decrease the ${key} counter`),
      ),
    ),
  ]
}

function times({ completionTime, startTime }: JsonObject, complete: boolean): FieldCause[] {
  const field = 'status.completionTime'
  const without = 'cannot set completionTime when there is no Complete=True condition'
  const early =
    isSet(startTime) &&
    isSet(completionTime) &&
    Date.parse(String(completionTime)) < Date.parse(String(startTime))
  return [
    ...when(isSet(completionTime) && !complete, invalidValue(field, completionTime, without)),
    ...when(
      !isSet(completionTime) && complete,
      requiredValue(field, 'completionTime is required for Complete jobs'),
    ),
    ...when(early, invalidValue(field, completionTime, 'must be equal to or after `startTime`')),
  ]
}

function finished({ active, startTime }: JsonObject): FieldCause[] {
  return [
    ...when(
      numberOf(active) > 0,
      invalidValue('status.active', active, 'active>0 is invalid for finished job'),
    ),
    ...when(!isSet(startTime), requiredValue('status.startTime', 'startTime is required for finished job')),
  ]
}
