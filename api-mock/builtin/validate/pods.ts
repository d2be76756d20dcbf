import { type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { each, optionalForm, problems, when } from './checks.ts'
import { paddedImage } from './container.ts'
import { dnsSubdomain, qualifiedName } from './formats.ts'
import { prettyGo } from './go-print.ts'
import { lineDiff } from './line-diff.ts'
import { changedSpec } from './pod-changes.ts'
import { resizedSpec } from './pod-resize.ts'
import { most32, podAnnotations, podSpec } from './pod-spec.ts'
import { isSet, objectsOf } from './reading.ts'
import { tolerations } from './scheduling.ts'

/** A new pod, or a changed one as the subresource allows it to change. */
export function pod(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (live === undefined) return newPod(object)
  if (subresource === 'status') return podStatus(object, live)
  if (subresource === 'ephemeralcontainers') return ephemeralContainersUpdate(object, live)
  if (subresource === 'resize') return resize(object, live)
  return podUpdate(object, live)
}

function wholePod({ metadata, spec }: KubeObject): FieldCause[] {
  const own = fieldsOf(spec)
  return [
    ...podAnnotations(metadata.annotations, own, 'metadata.annotations'),
    ...podSpec(own, 'spec', metadata.name),
    ...tokensWithoutAccount(own),
    ...each(own.containers, 'spec.containers', paddedImage),
    ...each(own.initContainers, 'spec.initContainers', paddedImage),
  ]
}

function newPod(object: KubeObject): FieldCause[] {
  const spec = fieldsOf(object.spec)
  const gated = 'cannot be set until all schedulingGates have been cleared'
  return [
    ...wholePod(object),
    ...when(
      objectsOf(spec.ephemeralContainers).length > 0,
      forbiddenValue('spec.ephemeralContainers', 'cannot be set on create'),
    ),
    ...when(
      textOf(spec.nodeName) !== '' && objectsOf(spec.schedulingGates).length > 0,
      forbiddenValue('spec.nodeName', gated),
    ),
  ]
}

function tokensWithoutAccount(spec: JsonObject): FieldCause[] {
  if (textOf(spec.serviceAccountName) !== '') return []
  const detail = 'must not be specified when serviceAccountName is not set'
  return each(spec.volumes, 'spec.volumes', ({ projected }, path) =>
    each(fieldsOf(projected).sources, `${path}.projected.sources`, (source, sourcePath) =>
      when(isObject(source.serviceAccountToken), forbiddenValue(`${sourcePath}.serviceAccountToken`, detail)),
    ),
  )
}

const mirror = 'kubernetes.io/config.mirror'

function annotationUpdates(object: KubeObject, live: KubeObject): FieldCause[] {
  const field = `metadata.annotations[${mirror}]`
  const [before, after] = [live, object].map(({ metadata }) => metadata.annotations?.[mirror])
  const changed = before === undefined ? 'may not add' : 'may not remove or update'
  return [
    ...when(before !== after, forbiddenValue(field, `${changed} mirror pod annotation`)),
    ...podAnnotations(object.metadata.annotations, fieldsOf(object.spec), 'metadata.annotations'),
  ]
}

function podUpdate(object: KubeObject, live: KubeObject): FieldCause[] {
  const [spec, old] = [fieldsOf(object.spec), fieldsOf(live.spec)]
  const causes = [...wholePod(object), ...annotationUpdates(object, live)]
  for (const key of ['containers', 'initContainers']) {
    const found = containerUpdates(spec[key], old[key], `spec.${key}`)
    causes.push(...found.causes)
    if (found.stop) return causes
  }
  const deadline = deadlineUpdate(spec.activeDeadlineSeconds, old.activeDeadlineSeconds)
  causes.push(...deadline.causes)
  if (deadline.stop) return causes
  return [
    ...causes,
    ...addedTolerations(spec.tolerations, old.tolerations, 'spec.tolerations'),
    ...removedGates(spec.schedulingGates, old.schedulingGates, 'spec.schedulingGates'),
    ...changedSpec(spec, old, 'spec'),
  ]
}

function containerUpdates(
  list: unknown,
  old: unknown,
  field: string,
): { causes: FieldCause[]; stop: boolean } {
  if (objectsOf(list).length !== objectsOf(old).length) {
    const detail = 'pod updates may not add or remove containers'
    return { causes: [forbiddenValue(field, detail)], stop: true }
  }
  const causes = each(list, field, (container, path) => [
    ...when(textOf(container.image) === '', requiredValue(`${path}.image`)),
    ...paddedImage(container, path),
  ])
  return { causes, stop: false }
}

/** A deadline can be set once and then only come nearer. */
function deadlineUpdate(value: unknown, old: unknown): { causes: FieldCause[]; stop: boolean } {
  const field = 'spec.activeDeadlineSeconds'
  if (!isSet(value)) {
    const detail = 'must not update from a positive integer to nil value'
    return { causes: when(isSet(old), invalidValue(field, null, detail)), stop: false }
  }
  const seconds = numberOf(value)
  const invalid = (detail: string): { causes: FieldCause[]; stop: boolean } => ({
    causes: [invalidValue(field, seconds, detail)],
    stop: true,
  })
  if (seconds < 0 || seconds > most32) return invalid(`must be between 0 and ${most32}, inclusive`)
  if (isSet(old) && numberOf(old) < seconds) {
    return invalid('must be less than or equal to previous value')
  }
  return { causes: [], stop: false }
}

function addedTolerations(list: unknown, old: unknown, field: string): FieldCause[] {
  const timeless = ({ tolerationSeconds: _seconds, ...toleration }: JsonObject): JsonObject => toleration
  const kept = objectsOf(old).every((one) =>
    objectsOf(list).some((other) => sameJson(timeless(one), timeless(other))),
  )
  const detail = 'existing toleration can not be modified except its tolerationSeconds'
  return kept ? tolerations(list, field) : [forbiddenValue(field, detail)]
}

function removedGates(list: unknown, old: unknown, field: string): FieldCause[] {
  const known = new Set(objectsOf(old).map(({ name }) => name))
  return each(list, field, ({ name }, path) => {
    const detail = `only deletion is allowed, but found new scheduling gate '${textOf(name)}'`
    return when(!known.has(name), forbiddenValue(`${path}.name`, detail))
  })
}

function ephemeralContainersUpdate(object: KubeObject, live: KubeObject): FieldCause[] {
  if (live.metadata.annotations?.[mirror] !== undefined) {
    return [forbiddenValue('', 'static pods do not support ephemeral containers')]
  }
  const field = 'spec.ephemeralContainers'
  const [list, old] = [object, live].map(({ spec }) => objectsOf(fieldsOf(spec).ephemeralContainers))
  const changed = (old ?? []).flatMap((before) => {
    const name = JSON.stringify(before.name)
    const after = (list ?? []).find((container) => container.name === before.name)
    if (after === undefined) {
      return [forbiddenValue(field, `existing ephemeral containers ${name} may not be removed\n`)]
    }
    if (sameJson(before, after)) return []
    const diff = lineDiff(prettyGo('EphemeralContainer', before), prettyGo('EphemeralContainer', after))
    const detail = `existing ephemeral containers ${name} may not be changed\n${diff}`
    return [forbiddenValue(field, detail)]
  })
  return [...wholePod(object), ...annotationUpdates(object, live), ...changed]
}

function resize(object: KubeObject, live: KubeObject): FieldCause[] {
  if (live.metadata.annotations?.[mirror] !== undefined) {
    return [forbiddenValue('', 'static pods cannot be resized')]
  }
  const running = objectsOf(fieldsOf(live.status).containerStatuses).find(({ state }) =>
    isObject(fieldsOf(state).running),
  )
  const old = 'Pod running on node without support for resize'
  return [
    ...wholePod(object),
    ...when(running !== undefined && !isObject(running.resources), forbiddenValue('spec', old)),
    ...resizedSpec(fieldsOf(object.spec), fieldsOf(live.spec)),
  ]
}

const systemConditions = ['PodScheduled', 'Ready', 'Initialized']

function podStatus(object: KubeObject, live: KubeObject): FieldCause[] {
  const [status, old] = [fieldsOf(object.status), fieldsOf(live.status)]
  const [node, oldNode] = [object, live].map(({ spec }) => textOf(fieldsOf(spec).nodeName))
  const nominated = textOf(status.nominatedNodeName)
  const nominates = nominated !== '' && nominated !== textOf(old.nominatedNodeName)
  const bound = 'may not be set on pods that are already bound to a node'
  return [
    ...annotationUpdates(object, live),
    ...each(status.conditions, 'status.conditions', ({ type }, path) => {
      const text = textOf(type)
      if (systemConditions.includes(text)) return []
      return problems(`${path}.Type`, text, qualifiedName(text))
    }),
    ...when(node !== oldNode, forbiddenValue('status.nodeName', 'may not be changed directly')),
    ...(nominates ? optionalForm(nominated, 'status.nominatedNodeName', dnsSubdomain) : []),
    ...when(nominates && oldNode !== '', forbiddenValue('status.nominatedNodeName', bound)),
    ...when(
      textOf(status.qosClass) !== textOf(old.qosClass),
      invalidValue('status.qosClass', textOf(status.qosClass), 'field is immutable'),
    ),
    ...restarts(object, live, 'containerStatuses', 'containers'),
    ...restarts(object, live, 'initContainerStatuses', 'initContainers'),
    ...restarts(object, live, 'ephemeralContainerStatuses', 'ephemeralContainers'),
    ...hostIps(status),
  ]
}

function hostIps(status: JsonObject): FieldCause[] {
  const first = objectsOf(status.hostIPs)[0]
  if (first === undefined || textOf(first.ip) === textOf(status.hostIP)) return []
  return [invalidValue('status.hostIPs[0].ip', textOf(first.ip), 'must be equal to `hostIP`')]
}

/** What has ended stays so, unless its policy starts it again. */
function restarts(object: KubeObject, live: KubeObject, key: string, containers: string): FieldCause[] {
  const spec = fieldsOf(live.spec)
  const statuses = new Map(objectsOf(fieldsOf(object.status)[key]).map((status) => [status.name, status]))
  return each(fieldsOf(live.status)[key], `status.${key}`, (old, path) => {
    const { terminated } = fieldsOf(old.state)
    const status = statuses.get(old.name)
    if (!isObject(terminated) || status === undefined) return []
    if (isObject(fieldsOf(status.state).terminated)) return []
    const container = objectsOf(spec[containers]).find(({ name }) => name === old.name)
    const again = containers !== 'ephemeralContainers' && mayRestart(container, spec, terminated)
    const detail = 'may not be transitioned to non-terminated state'
    return when(!again, forbiddenValue(`${path}.state`, detail))
  })
}

function mayRestart(container: JsonObject | undefined, spec: JsonObject, terminated: JsonObject): boolean {
  const code = numberOf(terminated.exitCode)
  const rule = objectsOf(container?.restartPolicyRules).find(({ exitCodes }) => {
    const { operator, values } = fieldsOf(exitCodes)
    const listed = Array.isArray(values) && values.includes(code)
    return operator === 'In' ? listed : operator === 'NotIn' && !listed
  })
  if (rule !== undefined) return true
  const policy = container?.restartPolicy ?? spec.restartPolicy
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0)
}
