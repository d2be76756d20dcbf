import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  requiredValue,
  tooMany,
  unsupportedValue,
} from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import {
  each,
  inRange,
  oneOf,
  optionalOneOf,
  problems,
  required,
  requiredForm,
  requiredOneOf,
  when,
} from './checks.ts'
import { environment, environmentFrom } from './environment.ts'
import { dnsLabel, portName } from './formats.ts'
import { volumeDevices, volumeMounts, type Volumes } from './mounts.ts'
import { probesAndHooks } from './probes.ts'
import { isSet, objectsOf } from './reading.ts'
import { containerResourceName, resourceRequirements } from './resources.ts'
import { containerSecurity } from './security.ts'

export const protocols = ['SCTP', 'TCP', 'UDP']

/** All containers of a pod: regular ones, init containers and sidecars, ephemeral ones. */
export function containerCauses(spec: JsonObject, volumes: Volumes, field: string): FieldCause[] {
  return [
    ...regularContainers(spec, volumes, `${field}.containers`),
    ...initContainers(spec, volumes, `${field}.initContainers`),
    ...ephemeralContainers(spec, volumes, `${field}.ephemeralContainers`),
  ]
}

function regularContainers(spec: JsonObject, volumes: Volumes, field: string): FieldCause[] {
  const containers = objectsOf(spec.containers)
  if (containers.length === 0) return [requiredValue(field)]
  const names = new Set<string>()
  return [
    ...each(containers, field, (container, path) => [
      ...anyContainer(container, spec, volumes, path),
      ...uniqueName(container, names, path),
      ...probesAndHooks(container, spec, path),
      ...restartRules(container, path),
    ]),
    ...hostPortConflicts(containers, field),
  ]
}

function uniqueName({ name }: JsonObject, names: Set<string>, field: string): FieldCause[] {
  const text = textOf(name)
  if (names.has(text)) return [duplicateValue(`${field}.name`, text)]
  names.add(text)
  return []
}

function initContainers(spec: JsonObject, volumes: Volumes, field: string): FieldCause[] {
  const names = new Set(objectsOf(spec.containers).map(({ name }) => textOf(name)))
  const detail = 'may not be set for init containers without restartPolicy=Always'
  const notAllowed = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']
  return each(spec.initContainers, field, (container, path) => {
    const causes = [
      ...anyContainer(container, spec, volumes, path),
      ...restartRules(container, path),
      ...(textOf(container.name) === '' ? [] : uniqueName(container, names, path)),
      ...hostPortConflicts([container], field),
    ]
    if (container.restartPolicy === 'Always') {
      return [...causes, ...probesAndHooks(container, spec, path)]
    }
    const present = notAllowed.filter((key) => isSet(container[key]))
    return [...causes, ...present.map((key) => forbiddenValue(`${path}.${key}`, detail))]
  })
}

const notEphemeral = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
]

function ephemeralContainers(spec: JsonObject, volumes: Volumes, field: string): FieldCause[] {
  const others = [...objectsOf(spec.containers), ...objectsOf(spec.initContainers)]
  const targets = new Set(others.map(({ name }) => textOf(name)))
  const names = new Set(targets)
  const detail = 'cannot be set for an Ephemeral Container'
  return each(spec.ephemeralContainers, field, (container, path) => {
    const target = textOf(container.targetContainerName)
    return [
      ...anyContainer(container, spec, volumes, path),
      ...paddedImage(container, path),
      ...uniqueName(container, names, path),
      ...when(target !== '' && !targets.has(target), notFoundValue(`${path}.targetContainerName`, target)),
      ...notEphemeral
        .filter((key) => isFilled(container[key], key))
        .map((key) => forbiddenValue(`${path}.${key}`, detail)),
      ...each(container.volumeMounts, `${path}.volumeMounts`, (mount, mountPath) =>
        ['subPath', 'subPathExpr']
          .filter((key) => textOf(mount[key]) !== '')
          .map((key) => forbiddenValue(`${mountPath}.${key}`, detail)),
      ),
    ]
  })
}

/** Resources are a struct that is always there, lists are as good as absent when they are empty. */
function isFilled(value: unknown, key: string): boolean {
  if (key === 'resources') return Object.keys(fieldsOf(value)).length > 0
  return Array.isArray(value) ? value.length > 0 : isSet(value)
}

/** Only a pod itself is looked at so closely, no template. */
export function paddedImage({ image }: JsonObject, field: string): FieldCause[] {
  const text = textOf(image)
  const detail = 'must not have leading or trailing whitespace'
  return when(text.trim() !== text, invalidValue(`${field}.image`, text, detail))
}

function anyContainer(
  container: JsonObject,
  spec: JsonObject,
  volumes: Volumes,
  field: string,
): FieldCause[] {
  const claims = objectsOf(spec.resourceClaims).map(({ name }) => textOf(name))
  const hostUsers = spec.hostUsers !== false
  return [
    ...requiredForm(container.name, `${field}.name`, dnsLabel),
    ...required(container.image, `${field}.image`),
    ...requiredOneOf(container.terminationMessagePolicy, `${field}.terminationMessagePolicy`, [
      'File',
      'FallbackToLogsOnError',
    ]),
    ...ports(container.ports, `${field}.ports`),
    ...environment(container.env, `${field}.env`),
    ...environmentFrom(container.envFrom, `${field}.envFrom`),
    ...volumeMounts(container, volumes, `${field}.volumeMounts`),
    ...volumeDevices(container, volumes, `${field}.volumeDevices`),
    ...requiredOneOf(container.imagePullPolicy, `${field}.imagePullPolicy`, [
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    ...resourceRequirements(container.resources, `${field}.resources`, containerResourceName, claims),
    ...resizePolicy(container.resizePolicy, spec, `${field}.resizePolicy`),
    ...containerSecurity(container.securityContext, `${field}.securityContext`, hostUsers),
  ]
}

function ports(list: unknown, field: string): FieldCause[] {
  const names = new Set<string>()
  return each(list, field, (port, path) => {
    const { containerPort, hostPort } = port
    return [
      ...namedPort(textOf(port.name), names, `${path}.name`),
      ...(numberOf(containerPort) === 0
        ? [requiredValue(`${path}.containerPort`)]
        : inRange(containerPort, `${path}.containerPort`, 1, 65535)),
      ...(numberOf(hostPort) === 0 ? [] : inRange(hostPort, `${path}.hostPort`, 1, 65535)),
      ...requiredOneOf(port.protocol, `${path}.protocol`, protocols),
    ]
  })
}

function namedPort(name: string, names: Set<string>, field: string): FieldCause[] {
  if (name === '') return []
  const wrong = problems(field, name, portName(name))
  if (wrong.length > 0) return wrong
  if (names.has(name)) return [duplicateValue(field, name)]
  names.add(name)
  return []
}

/** A port of the node can be used once. */
function hostPortConflicts(containers: readonly JsonObject[], field: string): FieldCause[] {
  const seen = new Set<string>()
  return each(containers, field, (container, path) =>
    each(container.ports, `${path}.ports`, (port, portPath) => {
      if (numberOf(port.hostPort) === 0) return []
      const key = `${textOf(port.protocol)}/${textOf(port.hostIP)}/${numberOf(port.hostPort)}`
      if (seen.has(key)) return [duplicateValue(`${portPath}.hostPort`, key)]
      seen.add(key)
      return []
    }),
  )
}

function resizePolicy(list: unknown, spec: JsonObject, field: string): FieldCause[] {
  const seen = new Set<string>()
  return each(list, field, (policy, path) => {
    const name = textOf(policy.resourceName)
    const restart = textOf(policy.restartPolicy)
    const twice = seen.has(name)
    seen.add(name)
    const never = "must be 'NotRequired' when pod `restartPolicy` is 'Never'"
    return [
      ...when(twice, duplicateValue(path, name)),
      ...requiredOneOf(name, field, ['cpu', 'memory']),
      ...requiredOneOf(restart, field, ['NotRequired', 'RestartContainer']),
      ...when(
        spec.restartPolicy === 'Never' && restart !== 'NotRequired',
        invalidValue(field, restart, never),
      ),
    ]
  })
}

function restartRules({ restartPolicy, restartPolicyRules }: JsonObject, field: string): FieldCause[] {
  const rules = objectsOf(restartPolicyRules)
  const path = `${field}.restartPolicyRules`
  const missing = 'must specify restartPolicy when restart rules are used'
  if (!isSet(restartPolicy) && rules.length === 0) return []
  return [
    ...when(!isSet(restartPolicy), requiredValue(`${field}.restartPolicy`, missing)),
    ...optionalOneOf(restartPolicy, `${field}.restartPolicy`, ['Always', 'Never', 'OnFailure']),
    ...when(rules.length > 20, tooMany(path, rules.length, 20)),
    ...each(rules, path, (rule, rulePath) => [
      ...oneOf(rule.action, `${rulePath}.action`, ['Restart', 'RestartAllContainers']),
      ...exitCodes(rule.exitCodes, `${rulePath}.exitCodes`),
    ]),
  ]
}

function exitCodes(value: unknown, field: string): FieldCause[] {
  if (!isSet(value)) return [requiredValue(field, 'must be specified')]
  const { operator, values } = fieldsOf(value)
  const count = Array.isArray(values) ? values.length : 0
  return [
    ...when(
      operator !== 'In' && operator !== 'NotIn',
      unsupportedValue(`${field}.operator`, textOf(operator), ['In', 'NotIn']),
    ),
    ...when(count > 255, tooMany(`${field}.values`, count, 255)),
  ]
}
