import { duplicateValue, type FieldCause, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { each, oneOf, optionalOneOf, problems, required, when } from './checks.ts'
import { dns1035Label, dnsSubdomain } from './formats.ts'
import { isSet } from './reading.ts'
import { labelSelector } from './selectors.ts'

/** What registers others with the API: webhooks and API services. */

export function webhooks(object: KubeObject): FieldCause[] {
  const names = new Set<string>()
  return each(object.webhooks, 'webhooks', (hook, field) => {
    const name = textOf(hook.name)
    const twice = name !== '' && names.has(name)
    names.add(name)
    return [
      ...webhook(hook, field),
      ...reviewVersions(textsOf(hook.admissionReviewVersions), `${field}.admissionReviewVersions`),
      ...when(twice, duplicateValue(`${field}.name`, name)),
    ]
  })
}

function webhook(hook: JsonObject, field: string): FieldCause[] {
  const { sideEffects, timeoutSeconds } = hook
  const none = ['None', 'NoneOnDryRun']
  const seconds = numberOf(timeoutSeconds)
  const long = 'the timeout value must be between 1 and 30 seconds'
  return [
    ...qualified(textOf(hook.name), `${field}.name`),
    ...each(hook.rules, `${field}.rules`, hookRule),
    ...optionalOneOf(hook.failurePolicy, `${field}.failurePolicy`, ['Fail', 'Ignore']),
    ...optionalOneOf(hook.matchPolicy, `${field}.matchPolicy`, ['Equivalent', 'Exact']),
    ...(isSet(sideEffects)
      ? oneOf(sideEffects, `${field}.sideEffects`, none)
      : [requiredValue(`${field}.sideEffects`, `must specify one of ${none.join(', ')}`)]),
    ...when(
      isSet(timeoutSeconds) && (seconds < 1 || seconds > 30),
      invalidValue(`${field}.timeoutSeconds`, seconds, long),
    ),
    ...labelSelector(hook.namespaceSelector, `${field}.namespaceSelector`),
    ...labelSelector(hook.objectSelector, `${field}.objectSelector`),
    ...optionalOneOf(hook.reinvocationPolicy, `${field}.reinvocationPolicy`, ['IfNeeded', 'Never']),
    ...clientConfig(fieldsOf(hook.clientConfig), `${field}.clientConfig`),
  ]
}

function qualified(name: string, field: string): FieldCause[] {
  if (name === '') return [requiredValue(field)]
  const wrong = dnsSubdomain(name)
  if (wrong.length > 0) return [invalidValue(field, name, wrong.join(','))]
  const detail = 'should be a domain with at least three segments separated by dots'
  return when(name.split('.').length < 3, invalidValue(field, name, detail))
}

function reviewVersions(versions: readonly string[], field: string): FieldCause[] {
  const accepted = ['v1', 'v1beta1']
  const list = accepted.join(', ')
  if (versions.length === 0) return [requiredValue(field, `must specify one of ${list}`)]
  const known = versions.some((version) => accepted.includes(version))
  return [
    ...versions.flatMap((version, index) => {
      const path = `${field}[${index}]`
      if (versions.indexOf(version) < index) {
        return [invalidValue(path, version, 'duplicate version')]
      }
      return problems(path, version, dns1035Label(version))
    }),
    ...when(!known, invalidValue(field, versions, `must include at least one of ${list}`)),
  ]
}

function hookRule(rule: JsonObject, field: string): FieldCause[] {
  const alone = (key: string, what: string): FieldCause[] => {
    const list = textsOf(rule[key])
    const detail = `if '*' is present, must not specify other ${what}`
    return [
      ...when(list.length === 0, requiredValue(`${field}.${key}`)),
      ...when(list.length > 1 && list.includes('*'), invalidValue(`${field}.${key}`, list, detail)),
    ]
  }
  return [
    ...alone('operations', 'operations'),
    ...textsOf(rule.operations).flatMap((operation, index) =>
      oneOf(operation, `${field}.operations[${index}]`, ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']),
    ),
    ...alone('apiGroups', 'API groups'),
    ...alone('apiVersions', 'API versions'),
    ...textsOf(rule.apiVersions).flatMap((version, index) =>
      required(version, `${field}.apiVersions[${index}]`),
    ),
    ...hookResources(textsOf(rule.resources), `${field}.resources`),
    ...optionalOneOf(rule.scope, `${field}.scope`, ['*', 'Cluster', 'Namespaced']),
  ]
}

function hookResources(resources: readonly string[], field: string): FieldCause[] {
  const all = "if '*/*' is present, must not specify other resources"
  const plain = resources.filter((name) => !name.includes('/')).at(-1) ?? '*'
  const any = "if '*' is present, must not specify other resources without subresources"
  const before = (index: number, pattern: string): boolean => resources.slice(0, index).includes(pattern)
  return [
    ...when(resources.length === 0, requiredValue(field)),
    ...resources.flatMap((name, index) => {
      const path = `${field}[${index}]`
      const [resource, subresource] = name.split('/', 2)
      if (name === '') return [requiredValue(path)]
      if (subresource === undefined) return []
      return [`${resource}/*`, `*/${subresource}`]
        .filter((pattern) => before(index, pattern))
        .map((pattern) => invalidValue(path, name, `if '${pattern}' is present, must not specify ${name}`))
    }),
    ...when(resources.length > 1 && resources.includes('*/*'), invalidValue(field, resources, all)),
    ...when(resources.includes('*') && plain !== '*', invalidValue(field, resources, any)),
  ]
}

function clientConfig({ url, service }: JsonObject, field: string): FieldCause[] {
  if (isSet(url) === isObject(service)) {
    return [requiredValue(field, 'exactly one of url or service is required')]
  }
  return isObject(service) ? hookService(service, `${field}.service`) : hookUrl(textOf(url), `${field}.url`)
}

function hookUrl(text: string, field: string): FieldCause[] {
  const form = '; desired format: https://host[/path]'
  const [, scheme = '', authority = '', query, fragment] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? []
  const [user, host] = authority.includes('@') ? authority.split('@', 2) : [undefined, authority]
  return [
    ...when(scheme !== 'https', invalidValue(field, scheme, `'https' is the only allowed URL scheme${form}`)),
    ...when(host === '', invalidValue(field, '', `host must be specified${form}`)),
    ...when(user !== undefined, invalidValue(field, user, 'user information is not permitted in the URL')),
    ...when((fragment ?? '') !== '', invalidValue(field, fragment, 'fragments are not permitted in the URL')),
    ...when(
      (query ?? '') !== '',
      invalidValue(field, query, 'query parameters are not permitted in the URL'),
    ),
  ]
}

/** A server has name and namespace the wrong way round where it says which is missing. */
function hookService(service: JsonObject, field: string): FieldCause[] {
  const port = numberOf(service.port)
  const detail = 'port is not valid: must be between 1 and 65535, inclusive'
  return [
    ...required(service.namespace, `${field}.name`),
    ...required(service.name, `${field}.namespace`),
    ...when(port < 1 || port > 65535, invalidValue(`${field}.port`, port, detail)),
    ...(isSet(service.path) ? hookPath(textOf(service.path), `${field}.path`) : []),
  ]
}

function hookPath(path: string, field: string): FieldCause[] {
  if (path === '' || path === '/') return []
  if (path === '//') return [invalidValue(field, path, 'segment[0] may not be empty')]
  const segments = path.slice(1).replace(/\/$/, '').split('/')
  return [
    ...when(!path.startsWith('/'), invalidValue(field, path, "must start with a '/'")),
    ...segments.flatMap((segment, index) =>
      segment === ''
        ? [invalidValue(field, path, `segment[${index}] may not be empty`)]
        : dnsSubdomain(segment).map((problem) => invalidValue(field, path, `segment[${index}]: ${problem}`)),
    ),
  ]
}

export function apiService(object: KubeObject): FieldCause[] {
  const spec = fieldsOf(object.spec)
  const [group, version] = [textOf(spec.group), textOf(spec.version)]
  const { name } = object.metadata
  const expected = `${version}.${group}`
  const named = `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(expected)}`
  const legacy = 'only v1 may have an empty group and it better be legacy kube'
  return [
    ...when(name !== '' && name !== expected, invalidValue('metadata.name', name, named)),
    ...when(group === '' && version !== 'v1', requiredValue('spec.group', legacy)),
    ...(group === '' ? [] : problems('spec.group', group, dnsSubdomain(group))),
    ...problems('spec.version', version, dns1035Label(version)),
    ...priority(spec, 'groupPriorityMinimum', 20000),
    ...priority(spec, 'versionPriority', 1000),
    ...apiBackend(spec),
  ]
}

function priority(spec: JsonObject, key: string, most: number): FieldCause[] {
  const value = numberOf(spec[key])
  const detail = `must be positive and less than ${most}`
  return when(value <= 0 || value > most, invalidValue(`spec.${key}`, value, detail))
}

function apiBackend({ service, caBundle, insecureSkipTLSVerify: insecure }: JsonObject): FieldCause[] {
  const bundle = textOf(caBundle)
  const field = 'spec.insecureSkipTLSVerify'
  if (!isObject(service)) {
    const size = `${Buffer.from(bundle, 'base64').length} bytes`
    const local = 'local APIServices may not have'
    return [
      ...when(bundle !== '', invalidValue('spec.caBundle', size, `${local} a caBundle`)),
      ...when(insecure === true, invalidValue(field, true, `${local} insecureSkipTLSVerify`)),
    ]
  }
  const port = numberOf(service.port)
  const detail = 'port is not valid: must be between 1 and 65535, inclusive'
  return [
    ...required(service.namespace, 'spec.service.namespace'),
    ...required(service.name, 'spec.service.name'),
    ...when(port < 1 || port > 65535, invalidValue('spec.service.port', port, detail)),
    ...when(
      insecure === true && bundle !== '',
      invalidValue(field, true, 'may not be true if caBundle is present'),
    ),
  ]
}
