import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidPrinted,
  invalidValue,
  requiredValue,
  tooLong,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { textOf, textsOf } from '#api-mock/resources/values.ts'
import { each, oneOf, optionalInRange, optionalOneOf, required, when } from './checks.ts'
import { printGo } from './go-print.ts'
import { descendingPath } from './paths.ts'
import { isSet } from './reading.ts'

const mostId = 2 ** 31 - 1

/** The security context of a container. */
export function containerSecurity(value: unknown, field: string, hostUsers: boolean): FieldCause[] {
  if (!isObject(value)) return []
  const unmasked = '`hostUsers` must be false to use `Unmasked`'
  return [
    ...optionalInRange(value.runAsUser, `${field}.runAsUser`, 0, mostId),
    ...optionalInRange(value.runAsGroup, `${field}.runAsGroup`, 0, mostId),
    ...optionalOneOf(value.procMount, `${field}.procMount`, ['Default', 'Unmasked']),
    ...when(
      value.procMount === 'Unmasked' && hostUsers,
      invalidValue(`${field}.procMount`, 'Unmasked', unmasked),
    ),
    ...seccompProfile(value.seccompProfile, `${field}.seccompProfile`),
    ...escalation(value, field),
    ...appArmorProfile(value.appArmorProfile, `${field}.appArmorProfile`),
  ]
}

function escalation(context: JsonObject, field: string): FieldCause[] {
  if (context.allowPrivilegeEscalation !== false) return []
  const added = isObject(context.capabilities) ? textsOf(context.capabilities.add) : []
  const invalid = (what: string): FieldCause => {
    const detail = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`
    return invalidPrinted(field, printGo('SecurityContext', context), detail)
  }
  return [
    ...when(context.privileged === true, invalid('`privileged` to true')),
    ...added
      .filter((capability) => capability === 'CAP_SYS_ADMIN')
      .map(() => invalid('`capabilities.Add` CAP_SYS_ADMIN')),
  ]
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined']

function seccompProfile(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const { type, localhostProfile } = value
  const path = `${field}.localhostProfile`
  const local = (): FieldCause[] => {
    if (type !== 'Localhost') {
      const detail = 'can only be set when seccomp type is Localhost'
      const shown = printGo('SeccompProfile', value)
      return when(isSet(localhostProfile), invalidPrinted(path, shown, detail))
    }
    return isSet(localhostProfile)
      ? descendingPath(textOf(localhostProfile), path)
      : [requiredValue(path, 'must be set when seccomp type is Localhost')]
  }
  const missing = 'type is required when seccompProfile is set'
  return [
    ...(textOf(type) === ''
      ? [requiredValue(`${field}.type`, missing)]
      : oneOf(type, `${field}.type`, profileTypes)),
    ...local(),
  ]
}

function appArmorProfile(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const { type, localhostProfile } = value
  const path = `${field}.localhostProfile`
  if (textOf(type) === '')
    return required(type, `${field}.type`, 'type is required when appArmorProfile is set')
  if (type !== 'Localhost') {
    const unknown = oneOf(type, `${field}.type`, profileTypes)
    const detail = 'can only be set when AppArmor type is Localhost'
    if (unknown.length > 0) return unknown
    return when(isSet(localhostProfile), invalidValue(path, localhostProfile, detail))
  }
  const profile = textOf(localhostProfile)
  const missing = requiredValue(path, 'must be set when AppArmor type is Localhost')
  if (profile.trim() !== profile) {
    return [invalidValue(path, profile, 'must not be padded with whitespace')]
  }
  return [...when(profile === '', missing), ...when(profile.length > 4095, tooLong(path, 4095))]
}

/** The security context of a whole pod; `spec` says what it shares with its node. */
export function podSecurity(value: unknown, spec: JsonObject, field: string): FieldCause[] {
  if (!isObject(value)) return []
  const shared = 'ShareProcessNamespace and HostPID cannot both be enabled'
  const groups = Array.isArray(value.supplementalGroups) ? value.supplementalGroups : []
  return [
    ...optionalInRange(value.fsGroup, `${field}.fsGroup`, 0, mostId),
    ...optionalInRange(value.runAsUser, `${field}.runAsUser`, 0, mostId),
    ...optionalInRange(value.runAsGroup, `${field}.runAsGroup`, 0, mostId),
    ...groups.flatMap((group: unknown, index) =>
      optionalInRange(group, `${field}.supplementalGroups[${index}]`, 0, mostId),
    ),
    ...when(
      spec.shareProcessNamespace === true && spec.hostPID === true,
      invalidValue(`${field}.shareProcessNamespace`, true, shared),
    ),
    ...sysctls(value.sysctls, spec, `${field}.sysctls`),
    ...optionalOneOf(value.fsGroupChangePolicy, `${field}.fsGroupChangePolicy`, ['Always', 'OnRootMismatch']),
    ...seccompProfile(value.seccompProfile, `${field}.seccompProfile`),
    ...appArmorProfile(value.appArmorProfile, `${field}.appArmorProfile`),
    ...optionalOneOf(value.supplementalGroupsPolicy, `${field}.supplementalGroupsPolicy`, [
      'Merge',
      'Strict',
    ]),
    ...optionalOneOf(value.seLinuxChangePolicy, `${field}.seLinuxChangePolicy`, ['Recursive']),
  ]
}

const sysctlForm = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$'

function isSysctl(name: string): boolean {
  const parts = name.split(/[./]/)
  return name.length <= 253 && parts.every((part) => /^[a-z0-9_-]+$/.test(part) && !/^[-_]|[-_]$/.test(part))
}

function sysctls(list: unknown, spec: JsonObject, field: string): FieldCause[] {
  const seen = new Set<string>()
  return each(list, field, (sysctl, path) => {
    const name = textOf(sysctl.name)
    const twice = seen.has(name)
    seen.add(name)
    const at = `${path}.name`
    const form = `must have at most 253 characters and match regex ${sysctlForm}`
    const dotted = name.replaceAll('/', '.')
    const ofNetwork = dotted.startsWith('net.')
    const ofIpc = /^(kernel\.(sem|shm(all|max|mni|_rmid_forced)?|msg(max|mnb|mni)?)$|fs\.mqueue\.)/.test(
      dotted,
    )
    return [
      ...(name === ''
        ? [requiredValue(at)]
        : !isSysctl(name)
          ? [invalidValue(at, name, form)]
          : when(twice, duplicateValue(at, name))),
      ...when(
        ofNetwork && spec.hostNetwork === true,
        invalidValue(at, name, "may not be specified when 'hostNetwork' is true"),
      ),
      ...when(
        ofIpc && spec.hostIPC === true,
        invalidValue(at, name, "may not be specified when 'hostIPC' is true"),
      ),
    ]
  })
}

/** A pod with users of its own shares no other namespace with its node. */
export function hostUsersCauses(spec: JsonObject, field: string): FieldCause[] {
  if (spec.hostUsers !== false) return []
  const detail = 'when `hostUsers` is false'
  return [
    ...when(spec.hostNetwork === true, forbiddenValue(`${field}.hostNetwork`, detail)),
    ...when(spec.hostPID === true, forbiddenValue(`${field}.HostPID`, detail)),
    ...when(spec.hostIPC === true, forbiddenValue(`${field}.HostIPC`, detail)),
  ]
}
