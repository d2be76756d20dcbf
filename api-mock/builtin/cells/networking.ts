import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { listAt, numberAt, textAt, textsAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'
import { balancerText, labelsText, nameWithDefault, selectorText, someOf } from './format.ts'

const services: Cells = {
  Type: (object) => textAt(object, 'spec.type'),
  'Cluster-IP': (object) => textsAt(object, 'spec.clusterIPs')[0] ?? '<none>',
  'External-IP': externalIp,
  'Port(s)': (object) => listAt(object, 'spec.ports').map(servicePort).join(',') || '<none>',
  Selector: (object) => labelsText(valueAt(object, 'spec.selector')),
}

function externalIp(service: KubeObject): string {
  const listed = textsAt(service, 'spec.externalIPs')
  switch (textAt(service, 'spec.type')) {
    case 'ClusterIP':
    case 'NodePort':
      return listed.length === 0 ? '<none>' : listed.join(',')
    case 'LoadBalancer': {
      const balancer = balancerText(service.status)
      return [...(balancer === '' ? [] : [balancer]), ...listed].join(',') || '<pending>'
    }
    case 'ExternalName':
      return textAt(service, 'spec.externalName')
    default:
      return '<unknown>'
  }
}

function servicePort(port: JsonObject): string {
  const nodePort = numberAt(port, 'nodePort')
  const node = nodePort > 0 ? `:${nodePort}` : ''
  return `${numberAt(port, 'port')}${node}/${textAt(port, 'protocol')}`
}

const endpoints: Cells = {
  Endpoints: (object) => {
    const addresses = listAt(object, 'subsets').flatMap(subsetAddresses)
    // Only what has no subsets at all has no endpoints; subsets without a ready address are shown as nothing.
    if (listAt(object, 'subsets').length === 0) return '<none>'
    return addresses.length === 0 ? '' : someOf(addresses)
  },
}

function subsetAddresses(subset: JsonObject): string[] {
  const addresses = textsOf(listAt(subset, 'addresses'), 'ip')
  const ports = listAt(subset, 'ports')
  if (ports.length === 0) return addresses
  return ports.flatMap((port) => addresses.map((ip) => `${bracketed(ip)}:${numberAt(port, 'port')}`))
}

function bracketed(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip
}

function textsOf(items: readonly JsonObject[], field: string): string[] {
  return items.map((item) => textOf(item[field]))
}

const endpointSlices: Cells = {
  AddressType: (object) => textAt(object, 'addressType'),
  Ports: (object) =>
    someOf(
      listAt(object, 'ports').map(({ port, name }) =>
        typeof port === 'number' ? String(port) : typeof name === 'string' ? name : '*',
      ),
    ),
  Endpoints: (object) =>
    someOf(listAt(object, 'endpoints').flatMap((endpoint) => textsAt(endpoint, 'addresses'))),
}

const ingresses: Cells = {
  Class: (object) => textAt(object, 'spec.ingressClassName') || '<none>',
  Hosts: hostsText,
  Address: (object) => balancerText(object.status),
  Ports: (object) => (listAt(object, 'spec.tls').length === 0 ? '80' : '80, 443'),
}

/** Rules without a host are not shown but, past the third host, counted. */
function hostsText(ingress: KubeObject): string {
  const rules = listAt(ingress, 'spec.rules')
  const shown: string[] = []
  for (const { host } of rules) {
    if (shown.length === 3) return `${shown.join(',')} + ${rules.length - 3} more...`
    if (textOf(host) !== '') shown.push(textOf(host))
  }
  return shown.join(',') || '*'
}

const ingressClasses: Cells = {
  ...nameWithDefault(['ingressclass.kubernetes.io/is-default-class']),
  Controller: (object) => textAt(object, 'spec.controller'),
  Parameters: (object) => {
    if (valueAt(object, 'spec.parameters') === undefined) return '<none>'
    const group = textAt(object, 'spec.parameters.apiGroup')
    const kind = textAt(object, 'spec.parameters.kind')
    return `${group === '' ? kind : `${kind}.${group}`}/${textAt(object, 'spec.parameters.name')}`
  },
}

const networkPolicies: Cells = {
  'Pod-Selector': (object) => selectorText(valueAt(object, 'spec.podSelector')) || '<none>',
}

const ipAddresses: Cells = {
  ParentRef: (object) => {
    if (valueAt(object, 'spec.parentRef') === undefined) return '<none>'
    const at = (field: string) => textAt(object, `spec.parentRef.${field}`)
    const resource = at('group') === '' ? at('resource') : `${at('resource')}.${at('group')}`
    const namespace = at('namespace') === '' ? '' : `/${at('namespace')}`
    return `${resource.toLowerCase()}${namespace}/${at('name')}`
  },
}

const serviceCidrs: Cells = { CIDRs: (object) => textsAt(object, 'spec.cidrs').join(',') }

export const networkingCells: Record<string, Cells> = {
  '/endpoints': endpoints,
  '/services': services,
  'discovery.k8s.io/endpointslices': endpointSlices,
  'networking.k8s.io/ingressclasses': ingressClasses,
  'networking.k8s.io/ingresses': ingresses,
  'networking.k8s.io/ipaddresses': ipAddresses,
  'networking.k8s.io/networkpolicies': networkPolicies,
  'networking.k8s.io/servicecidrs': serviceCidrs,
}
