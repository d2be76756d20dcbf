import { type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { each, inRange, notNegative, oneOf, problems, required, when } from './checks.ts'
import { headerName, portName } from './formats.ts'
import { isSet } from './reading.ts'

/** A port by its number or by its name. */
export function portOrName(value: unknown, field: string): FieldCause[] {
  return typeof value === 'string' ? problems(field, value, portName(value)) : inRange(value, field, 1, 65535)
}

type Handler = (action: JsonObject, field: string, gracePeriod: unknown) => FieldCause[]

const probeHandlers: Record<string, Handler> = {
  exec: ({ command }, field) =>
    when(!Array.isArray(command) || command.length === 0, requiredValue(`${field}.command`)),
  httpGet: httpGet,
  tcpSocket: ({ port }, field) => portOrName(port, `${field}.port`),
  grpc: ({ port }, field) => inRange(port, `${field}.port`, 1, 65535),
}

const hookHandlers: Record<string, Handler> = {
  exec: probeHandlers.exec ?? (() => []),
  httpGet: httpGet,
  tcpSocket: probeHandlers.tcpSocket ?? (() => []),
  sleep: sleep,
}

function httpGet(action: JsonObject, field: string): FieldCause[] {
  return [
    ...required(action.path, `${field}.path`),
    ...portOrName(action.port, `${field}.port`),
    ...oneOf(action.scheme, `${field}.scheme`, ['HTTP', 'HTTPS']),
    ...each(action.httpHeaders, field, ({ name }) =>
      problems(`${field}.httpHeaders`, textOf(name), headerName(textOf(name))),
    ),
  ]
}

function sleep({ seconds }: JsonObject, field: string, gracePeriod: unknown): FieldCause[] {
  if (typeof gracePeriod !== 'number') return []
  const number = numberOf(seconds)
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`
  return when(number < 0 || number > gracePeriod, invalidValue(field, number, detail))
}

function handlerCauses(
  handlers: Record<string, Handler>,
  value: JsonObject,
  field: string,
  gracePeriod: unknown,
): FieldCause[] {
  const present = Object.keys(handlers).filter((key) => isObject(value[key]))
  if (present.length === 0) return [requiredValue(field, 'must specify a handler type')]
  return present.flatMap((key, index) =>
    index === 0
      ? (handlers[key]?.(fieldsOf(value[key]), `${field}.${key}`, gracePeriod) ?? [])
      : [forbiddenValue(`${field}.${key}`, 'may not specify more than 1 handler type')],
  )
}

/** The three probes and the hooks that regular containers and sidecars may have. */
export function probesAndHooks(container: JsonObject, spec: JsonObject, field: string): FieldCause[] {
  const seconds = spec.terminationGracePeriodSeconds
  const { livenessProbe, readinessProbe, startupProbe } = container
  return [
    ...lifecycle(container.lifecycle, spec, `${field}.lifecycle`),
    ...probe(livenessProbe, `${field}.livenessProbe`, seconds),
    ...succeedsOnce(livenessProbe, `${field}.livenessProbe`),
    ...probe(readinessProbe, `${field}.readinessProbe`, seconds),
    ...when(
      isSet(fieldsOf(readinessProbe).terminationGracePeriodSeconds),
      invalidValue(
        `${field}.readinessProbe.terminationGracePeriodSeconds`,
        fieldsOf(readinessProbe).terminationGracePeriodSeconds,
        'must not be set for readinessProbes',
      ),
    ),
    ...probe(startupProbe, `${field}.startupProbe`, seconds),
    ...succeedsOnce(startupProbe, `${field}.startupProbe`),
  ]
}

function succeedsOnce(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const threshold = numberOf(value.successThreshold)
  return when(threshold !== 1, invalidValue(`${field}.successThreshold`, threshold, 'must be 1'))
}

function probe(value: unknown, field: string, gracePeriod: unknown): FieldCause[] {
  if (!isObject(value)) return []
  const own = value.terminationGracePeriodSeconds
  return [
    ...handlerCauses(probeHandlers, value, field, gracePeriod),
    ...notNegative(
      value,
      field,
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
    ),
    ...when(
      isSet(own) && numberOf(own) <= 0,
      invalidValue(`${field}.terminationGracePeriodSeconds`, own, 'must be greater than 0'),
    ),
  ]
}

function lifecycle(value: unknown, spec: JsonObject, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const hooks = ['postStart', 'preStop'].flatMap((key) => {
    const hook = value[key]
    if (!isObject(hook)) return []
    return handlerCauses(hookHandlers, hook, `${field}.${key}`, spec.terminationGracePeriodSeconds)
  })
  return [...hooks, ...stopSignal(value.stopSignal, spec.os, `${field}.stopSignal`)]
}

const signals =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN'.split(
    ' ',
  )
const realTime = [
  ...Array.from({ length: 15 }, (_, index) => `RTMIN+${index + 1}`),
  ...Array.from({ length: 14 }, (_, index) => `RTMAX-${index + 1}`),
]
const linuxSignals = [...signals, ...realTime].map((name) => `SIG${name}`).sort()

function stopSignal(value: unknown, os: unknown, field: string): FieldCause[] {
  if (!isSet(value)) return []
  if (!isObject(os)) return [forbiddenValue(field, 'may not be set for containers with empty `spec.os.name`')]
  if (os.name === 'windows') return oneOf(value, field, ['SIGKILL', 'SIGTERM'])
  return os.name === 'linux' ? oneOf(value, field, linuxSignals) : []
}
