import {
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { isInside, parseCidr, validCidr } from './addresses.ts'
import { each, inRange, optionalOneOf, problems, when } from './checks.ts'
import { portName } from './formats.ts'
import { isSet } from './reading.ts'
import { labelSelector } from './selectors.ts'

export function networkPolicy({ spec }: KubeObject): FieldCause[] {
  const { podSelector, ingress, egress, policyTypes } = fieldsOf(spec)
  const types = textsOf(policyTypes)
  const known = ['Ingress', 'Egress']
  const field = 'spec.policyTypes'
  const rules = (list: unknown, key: string, peers: string): FieldCause[] =>
    each(list, `spec.${key}`, (rule, path) => [
      ...each(rule.ports, `${path}.ports`, policyPort),
      ...each(rule[peers], `${path}.${peers}`, peer),
    ])
  return [
    ...labelSelector(podSelector, 'spec.podSelector'),
    ...rules(ingress, 'ingress', 'from'),
    ...rules(egress, 'egress', 'to'),
    ...(types.length > 2
      ? [invalidValue(field, types, 'may not specify more than two policyTypes')]
      : types.flatMap((type, index) =>
          when(!known.includes(type), unsupportedValue(`${field}[${index}]`, type, known)),
        )),
  ]
}

function policyPort({ protocol, port, endPort }: JsonObject, field: string): FieldCause[] {
  const end = `${field}.endPort`
  const refused = (detail: string): FieldCause[] => when(isSet(endPort), invalidValue(end, endPort, detail))
  const causes = optionalOneOf(protocol, `${field}.protocol`, ['TCP', 'UDP', 'SCTP'])
  if (!isSet(port)) return [...causes, ...refused('may not be specified when `port` is not specified')]
  if (typeof port === 'string') {
    return [
      ...causes,
      ...refused('may not be specified when `port` is non-numeric'),
      ...problems(`${field}.port`, port, portName(port)),
    ]
  }
  const below = isSet(endPort) && numberOf(endPort) < numberOf(port)
  return [
    ...causes,
    ...inRange(port, `${field}.port`, 1, 65535),
    ...when(below, invalidValue(end, port, 'must be greater than or equal to `port`')),
    ...(isSet(endPort) ? inRange(endPort, end, 1, 65535) : []),
  ]
}

function peer({ podSelector, namespaceSelector, ipBlock }: JsonObject, field: string): FieldCause[] {
  const selectors = [podSelector, namespaceSelector].filter((selector) => isObject(selector))
  const both = 'may not specify both ipBlock and another peer'
  return [
    ...labelSelector(podSelector, `${field}.podSelector`),
    ...labelSelector(namespaceSelector, `${field}.namespaceSelector`),
    ...(isObject(ipBlock) ? block(ipBlock, `${field}.ipBlock`) : []),
    ...when(selectors.length === 0 && !isObject(ipBlock), requiredValue(field, 'must specify a peer')),
    ...when(selectors.length > 0 && isObject(ipBlock), forbiddenValue(field, both)),
  ]
}

function block({ cidr, except }: JsonObject, field: string): FieldCause[] {
  const text = textOf(cidr)
  if (text === '') return [requiredValue(`${field}.cidr`)]
  const whole = parseCidr(text)
  return [
    ...validCidr(text, `${field}.cidr`),
    ...(whole === undefined ? [] : textsOf(except)).flatMap((item, index) => {
      const path = `${field}.except[${index}]`
      const part = parseCidr(item)
      const outside = part !== undefined && whole !== undefined && !isInside(part, whole)
      const detail = 'must be a strict subset of `cidr`'
      return [...validCidr(item, path), ...when(outside, invalidValue(path, item, detail))]
    }),
  ]
}
