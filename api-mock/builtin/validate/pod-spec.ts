import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidPrinted,
  invalidValue,
  notFoundValue,
  requiredValue,
  tooLong,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { annotationProblems } from '#kube/names.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { validIp } from './addresses.ts'
import {
  each,
  oneOf,
  optionalForm,
  optionalInRange,
  problems,
  required,
  requiredForm,
  requiredOneOf,
  when,
} from './checks.ts'
import { containerCauses } from './container.ts'
import { dnsLabel, dnsSubdomain, labels, qualifiedName, searchPath } from './formats.ts'
import { printGo } from './go-print.ts'
import { amountsOf, resourceAmount } from './quantities.ts'
import { entriesOf, isSet, objectsOf } from './reading.ts'
import { containerResourceName, podResources } from './resources.ts'
import { affinity, tolerations, topologySpread } from './scheduling.ts'
import { hostUsersCauses, podSecurity } from './security.ts'
import { volumesOf } from './volumes.ts'

export const most32 = 2 ** 31 - 1

/** A pod's spec; `podName` is nothing where the spec is a template's. */
export function podSpec(spec: JsonObject, field: string, podName?: string): FieldCause[] {
  const context = podName === undefined ? {} : { podName }
  const { volumes, causes } = volumesOf(spec.volumes, `${field}.volumes`, context)
  return [
    ...when(
      !isSet(spec.terminationGracePeriodSeconds),
      requiredValue(`${field}.terminationGracePeriodSeconds`),
    ),
    ...causes,
    ...resourceClaims(spec.resourceClaims, `${field}.resourceClaims`),
    ...containerCauses(spec, volumes, field),
    ...podResources(spec, field),
    ...hostNetworkPorts(spec, `${field}.containers`, podName !== undefined),
    ...requiredOneOf(spec.restartPolicy, `${field}.restartPolicy`, ['Always', 'OnFailure', 'Never']),
    ...requiredOneOf(spec.dnsPolicy, `${field}.dnsPolicy`, [
      'ClusterFirstWithHostNet',
      'ClusterFirst',
      'Default',
      'None',
    ]),
    ...labels(spec.nodeSelector, `${field}.nodeSelector`),
    ...podSecurity(spec.securityContext, spec, `${field}.securityContext`),
    ...affinity(spec.affinity, `${field}.affinity`),
    ...dnsConfig(spec, `${field}.dnsConfig`),
    ...readinessGates(spec.readinessGates, `${field}.readinessGates`),
    ...schedulingGates(spec.schedulingGates, `${field}.schedulingGates`),
    ...topologySpread(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`),
    ...hostUsersCauses(spec, field),
    ...hostname(spec, `${field}.hostnameOverride`),
    ...namesAndLimits(spec, field),
    ...fileVolumes(spec, field),
  ]
}

function namesAndLimits(spec: JsonObject, field: string): FieldCause[] {
  const { preemptionPolicy, overhead, os } = spec
  return [
    ...optionalForm(spec.serviceAccountName, `${field}.serviceAccountName`, dnsSubdomain),
    ...optionalForm(spec.nodeName, `${field}.nodeName`, dnsSubdomain),
    ...optionalInRange(spec.activeDeadlineSeconds, `${field}.activeDeadlineSeconds`, 1, most32),
    ...optionalForm(spec.hostname, `${field}.hostname`, dnsLabel),
    ...optionalForm(spec.subdomain, `${field}.subdomain`, dnsLabel),
    ...tolerations(spec.tolerations, `${field}.tolerations`),
    ...each(spec.hostAliases, `${field}.hostAliases`, ({ ip, hostnames }, path) => [
      ...validIp(textOf(ip), `${path}.ip`),
      ...textsOf(hostnames).flatMap((name, index) =>
        problems(`${path}.hostnames[${index}]`, name, dnsSubdomain(name)),
      ),
    ]),
    ...optionalForm(spec.priorityClassName, `${field}.priorityClassName`, dnsSubdomain),
    ...(isSet(spec.runtimeClassName)
      ? problems(
          `${field}.runtimeClassName`,
          spec.runtimeClassName,
          dnsSubdomain(textOf(spec.runtimeClassName)),
        )
      : []),
    ...(isSet(preemptionPolicy)
      ? requiredOneOf(preemptionPolicy, `${field}.preemptionPolicy`, ['PreemptLowerPriority', 'Never'])
      : []),
    ...amountsOf(overhead).flatMap(([name, amount]) => [
      ...containerResourceName(name, `${field}.overhead.limits[${name}]`),
      ...resourceAmount(name, amount, `${field}.overhead.limits[${name}]`),
    ]),
    ...(isObject(os)
      ? textOf(os.name) === ''
        ? [requiredValue(`${field}.os.name`)]
        : oneOf(os.name, `${field}.os`, ['linux', 'windows'])
      : []),
  ]
}

/** On the node's network a container's ports are the node's. */
function hostNetworkPorts(spec: JsonObject, field: string, isPod: boolean): FieldCause[] {
  if (spec.hostNetwork !== true) return []
  const detail = 'must match `containerPort` when `hostNetwork` is true'
  return each(spec.containers, field, (container, path) =>
    each(container.ports, `${path}.ports`, ({ hostPort, containerPort }, portPath) => {
      const own = hostPort ?? 0
      const differs = (isPod || own !== 0) && own !== (containerPort ?? 0)
      return when(differs, invalidValue(`${portPath}.hostPort`, own, detail))
    }),
  )
}

function dnsConfig({ dnsConfig: value, dnsPolicy }: JsonObject, field: string): FieldCause[] {
  const config = fieldsOf(value)
  const servers = textsOf(config.nameservers)
  const searches = textsOf(config.searches)
  if (dnsPolicy === 'None' && !isObject(value)) {
    return [requiredValue(field, 'must provide `dnsConfig` when `dnsPolicy` is None')]
  }
  if (dnsPolicy === 'None' && servers.length === 0) {
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None'
    return [requiredValue(`${field}.nameservers`, detail)]
  }
  const many = (name: string, list: readonly string[], what: string): FieldCause =>
    invalidValue(`${field}.${name}`, list, `must not have more than ${what}`)
  return [
    ...when(servers.length > 3, many('nameservers', servers, '3 nameservers')),
    ...servers.flatMap((server, index) => validIp(server, `${field}.nameservers[${index}]`)),
    ...when(searches.length > 32, many('searches', searches, '32 search paths')),
    ...when(
      searches.join(' ').length > 2048,
      many('searches', searches, '2048 characters (including spaces) in the search list'),
    ),
    ...searches.flatMap((search, index) => {
      const name = search.replace(/\.$/, '')
      return search === '.' ? [] : problems(`${field}.searches[${index}]`, name, searchPath(name))
    }),
    ...each(config.options, `${field}.options`, ({ name }, path) =>
      required(name, path, 'must not be empty'),
    ),
  ]
}

function readinessGates(list: unknown, field: string): FieldCause[] {
  return each(list, field, ({ conditionType }, path) => {
    const type = textOf(conditionType)
    return problems(`${path}.conditionType`, type, qualifiedName(type))
  })
}

function schedulingGates(list: unknown, field: string): FieldCause[] {
  const seen = new Set<string>()
  return each(list, field, (gate, path) => {
    const name = textOf(gate.name)
    const twice = seen.has(name)
    seen.add(name)
    return [...problems(path, name, qualifiedName(name)), ...when(twice, duplicateValue(path, name))]
  })
}

function hostname(spec: JsonObject, field: string): FieldCause[] {
  if (!isSet(spec.hostnameOverride)) return []
  const name = textOf(spec.hostnameOverride)
  return [
    ...when(
      spec.setHostnameAsFQDN === true,
      forbiddenValue(field, 'may not be specified when setHostnameAsFQDN is true'),
    ),
    ...when(
      spec.hostNetwork === true,
      forbiddenValue(field, 'may not be specified when hostNetwork is true'),
    ),
    ...when(name.length > 64, tooLong(field, 64)),
    ...problems(field, name, dnsSubdomain(name)),
  ]
}

function resourceClaims(list: unknown, field: string): FieldCause[] {
  const seen = new Set<string>()
  return each(list, field, (claim, path) => {
    const name = textOf(claim.name)
    const twice = seen.has(name)
    seen.add(name)
    return [
      ...(twice && name !== ''
        ? [duplicateValue(`${path}.name`, name)]
        : requiredForm(name, `${path}.name`, dnsLabel)),
      ...claimReference(claim, path),
      ...optionalForm(claim.resourceClaimName, `${path}.resourceClaimName`, dnsSubdomain),
      ...optionalForm(claim.resourceClaimTemplateName, `${path}.resourceClaimTemplateName`, dnsSubdomain),
    ]
  })
}

function claimReference(claim: JsonObject, field: string): FieldCause[] {
  const [name, template] = [isSet(claim.resourceClaimName), isSet(claim.resourceClaimTemplateName)]
  if (name !== template) return []
  const detail = name
    ? 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'
    : 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'
  return [invalidPrinted(field, printGo('PodResourceClaim', claim), detail)]
}

/** A file of environment variables is in an emptyDir. */
function fileVolumes(spec: JsonObject, field: string): FieldCause[] {
  const volumes = new Map(objectsOf(spec.volumes).map((volume) => [volume.name, volume]))
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    each(spec[key], `${field}.${key}`, (container, path) =>
      each(container.env, `${path}.env`, (variable, envPath) => {
        const reference = fieldsOf(variable.valueFrom).fileKeyRef
        if (!isObject(reference)) return []
        const name = textOf(reference.volumeName)
        const at = `${envPath}.valueFrom.fileKeyRef.volumeName`
        const volume = volumes.get(name)
        if (volume === undefined) return [notFoundValue(at, name)]
        const detail = 'referenced volume must be of type emptyDir'
        return when(!isObject(volume.emptyDir), invalidValue(at, name, detail))
      }),
    ),
  )
}

/** What annotations of a pod must be, where they mean something to Kubernetes itself. */
export function podAnnotations(annotations: unknown, spec: JsonObject, field: string): FieldCause[] {
  const values = new Map(entriesOf(annotations))
  const mirror = values.get('kubernetes.io/config.mirror')
  const cost = values.get('controller.kubernetes.io/pod-deletion-cost')
  const number = Number(cost)
  const isCost = cost !== undefined && /^(0|-?[1-9][0-9]*)$/.test(cost) && Math.abs(number) <= most32
  return [
    ...when(
      mirror !== undefined && textOf(spec.nodeName) === '',
      invalidValue(
        `${field}[kubernetes.io/config.mirror]`,
        mirror,
        'must set spec.nodeName if mirror pod annotation is set',
      ),
    ),
    ...when(
      cost !== undefined && !isCost,
      invalidValue(`${field}[controller.kubernetes.io/pod-deletion-cost]`, cost, 'must be a 32bit integer'),
    ),
  ]
}

/** The template of pods that a controller makes. */
export function podTemplate(value: unknown, field: string): FieldCause[] {
  const { metadata, spec } = fieldsOf(value)
  const { labels: ownLabels, annotations } = fieldsOf(metadata)
  const own = fieldsOf(spec)
  const ephemeral = 'ephemeral containers not allowed in pod template'
  return [
    ...labels(ownLabels, `${field}.labels`),
    ...annotationProblems(Object.fromEntries(entriesOf(annotations)), `${field}.annotations`),
    ...podAnnotations(annotations, own, `${field}.annotations`),
    ...podSpec(own, `${field}.spec`),
    ...when(
      objectsOf(own.ephemeralContainers).length > 0,
      forbiddenValue(`${field}.spec.ephemeralContainers`, ephemeral),
    ),
  ]
}
