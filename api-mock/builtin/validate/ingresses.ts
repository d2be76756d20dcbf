import {
  type FieldCause,
  forbiddenValue,
  invalidPrinted,
  invalidValue,
  requiredValue,
  tooLong,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { isAddress } from './addresses.ts'
import { each, immutable, inRange, oneOf, problems, requiredForm, when } from './checks.ts'
import {
  dnsLabel,
  dnsSubdomain,
  domainPrefixedPath,
  pathSegment,
  portName,
  wildcardSubdomain,
} from './formats.ts'
import { isSet, objectsOf } from './reading.ts'

export function ingress(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return []
  const spec = fieldsOf(object.spec)
  const { defaultBackend, ingressClassName } = spec
  const neither = 'either `defaultBackend` or `rules` must be specified'
  return [
    ...when(
      objectsOf(spec.rules).length === 0 && !isObject(defaultBackend),
      invalidPrinted('spec', 'null', neither),
    ),
    ...(isObject(defaultBackend) ? backend(defaultBackend, 'spec.defaultBackend') : []),
    ...each(spec.rules, 'spec.rules', rule),
    ...each(spec.tls, 'spec.tls', certificate),
    ...(isSet(ingressClassName)
      ? problems('spec.ingressClassName', textOf(ingressClassName), dnsSubdomain(textOf(ingressClassName)))
      : []),
    ...(live === undefined ? classAnnotation(object, ingressClassName) : []),
  ]
}

/** Before there was a field for it, the class was an annotation. */
function classAnnotation({ metadata }: KubeObject, name: unknown): FieldCause[] {
  const value = metadata.annotations?.['kubernetes.io/ingress.class']
  const differs = value !== undefined && isSet(name) && value !== name
  const detail = 'must match `ingressClassName` when both are specified'
  const field = 'annotations.kubernetes.io/ingress.class'
  return when(differs, invalidValue(field, value, detail))
}

function rule({ host, http }: JsonObject, field: string): FieldCause[] {
  const name = textOf(host)
  const path = `${field}.http.paths`
  const address = 'must be a DNS name, not an IP address'
  return [
    ...when(isAddress(name), invalidValue(`${field}.host`, name, address)),
    ...(name === '' ? [] : hostName(name, `${field}.host`)),
    ...(isObject(http)
      ? [
          ...when(objectsOf(http.paths).length === 0, requiredValue(path)),
          ...each(http.paths, path, httpPath),
        ]
      : []),
  ]
}

function hostName(name: string, field: string): FieldCause[] {
  return problems(field, name, name.includes('*') ? wildcardSubdomain(name) : dnsSubdomain(name))
}

function certificate({ hosts, secretName }: JsonObject, field: string): FieldCause[] {
  const secret = textOf(secretName)
  return [
    ...textsOf(hosts).flatMap((host, index) => hostName(host, `${field}.hosts[${index}]`)),
    ...(secret === '' ? [] : problems(`${field}.secretName`, secret, dnsSubdomain(secret))),
  ]
}

const notInside = ['//', '/./', '/../', '%2f', '%2F']
const notAtEnd = ['/..', '/.']

function httpPath(item: JsonObject, field: string): FieldCause[] {
  const { pathType } = item
  const path = textOf(item.path)
  if (!isSet(pathType)) return [requiredValue(`${field}.pathType`, 'pathType must be specified')]
  const exact = pathType === 'Exact' || pathType === 'Prefix'
  const loose = pathType === 'ImplementationSpecific'
  const relative = (exact || (loose && path !== '')) && !path.startsWith('/')
  const invalid = (detail: string): FieldCause => invalidValue(`${field}.path`, path, detail)
  return [
    ...when(relative, invalid('must be an absolute path')),
    ...(exact
      ? [
          ...notInside
            .filter((part) => path.includes(part))
            .map((part) => invalid(`must not contain '${part}'`)),
          ...notAtEnd
            .filter((part) => path.endsWith(part))
            .map((part) => invalid(`cannot end with '${part}'`)),
        ]
      : []),
    ...oneOf(pathType, `${field}.pathType`, ['Exact', 'ImplementationSpecific', 'Prefix']),
    ...backend(fieldsOf(item.backend), `${field}.backend`),
  ]
}

function backend({ service, resource }: JsonObject, field: string): FieldCause[] {
  if (isObject(service) && isObject(resource)) {
    return [invalidValue(field, '', 'cannot set both resource and service backends')]
  }
  if (isObject(resource)) return reference(resource, `${field}.resource`)
  if (!isObject(service)) return [invalidValue(field, '', 'resource or service backend is required')]
  return [
    ...requiredForm(service.name, `${field}.service.name`, dnsLabel),
    ...backendPort(fieldsOf(service.port), field),
  ]
}

function backendPort({ name, number }: JsonObject, field: string): FieldCause[] {
  const text = textOf(name)
  const path = `${field}.service.port`
  if (text !== '' && numberOf(number) !== 0) {
    return [invalidValue(field, '', 'cannot set both port name & port number')]
  }
  if (text !== '') return problems(`${path}.name`, text, portName(text))
  if (numberOf(number) !== 0) return inRange(number, `${path}.number`, 1, 65535)
  return [requiredValue(field, 'port name or number is required')]
}

function reference({ apiGroup, kind, name }: JsonObject, field: string): FieldCause[] {
  return [
    ...(isSet(apiGroup)
      ? problems(`${field}.apiGroup`, textOf(apiGroup), dnsSubdomain(textOf(apiGroup)))
      : []),
    ...requiredForm(kind, `${field}.kind`, pathSegment),
    ...requiredForm(name, `${field}.name`, pathSegment),
  ]
}

export function ingressClass({ spec }: KubeObject, live?: KubeObject): FieldCause[] {
  const { controller, parameters } = fieldsOf(spec)
  const name = textOf(controller)
  const old = fieldsOf(live?.spec).controller
  return [
    ...(live === undefined ? [] : immutable(name, old, 'spec.controller')),
    ...when(name.length > 250, tooLong('spec.controller', 250)),
    ...domainPrefixedPath(name, 'spec.controller'),
    ...(isObject(parameters) ? classParameters(parameters, 'spec.parameters') : []),
  ]
}

function classParameters(parameters: JsonObject, field: string): FieldCause[] {
  const { scope, namespace } = parameters
  const causes = reference(parameters, field)
  if (!isSet(scope)) return [...causes, requiredValue(`${field}.scope`)]
  const known = oneOf(scope, `${field}.scope`, ['Cluster', 'Namespace'])
  const missing = "`parameters.scope` is set to 'Namespace'"
  const cluster = "`parameters.scope` is set to 'Cluster'"
  if (scope === 'Namespace') {
    return isSet(namespace)
      ? [...causes, ...requiredForm(namespace, `${field}.namespace`, dnsLabel)]
      : [...causes, requiredValue(`${field}.namespace`, missing)]
  }
  const set = scope === 'Cluster' && isSet(namespace)
  return [...causes, ...known, ...when(set, forbiddenValue(`${field}.namespace`, cluster))]
}
