import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { validations } from './all.ts'

/** Objects as a server has filled them in, for tests that make one mistake each. */

export function messages(key: string, object: KubeObject, live?: KubeObject, subresource?: string): string[] {
  const validate = validations[key]
  if (validate === undefined) throw new Error(`${key} is not validated`)
  return validate(object, live, subresource).map(({ field, message }) => `${field}: ${message}`)
}

export function object(kind: string, fields: JsonObject, name = 'a'): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'x', uid: 'u' }, ...fields }
}

export function container(fields: JsonObject = {}): JsonObject {
  return {
    name: 'c',
    image: 'i',
    imagePullPolicy: 'Always',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
    ...fields,
  }
}

function podSpec(fields: JsonObject = {}): JsonObject {
  return {
    containers: [container()],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...fields,
  }
}

export function pod(fields: JsonObject = {}): KubeObject {
  return object('Pod', { spec: podSpec(fields) })
}

/** A pod whose only container has these fields. */
export function podWith(fields: JsonObject): KubeObject {
  return pod({ containers: [container(fields)] })
}

export function template(fields: JsonObject = {}, labels: JsonObject = { app: 'a' }): JsonObject {
  return { metadata: { labels }, spec: podSpec(fields) }
}

export function workload(kind: string, fields: JsonObject = {}): KubeObject {
  const spec = { selector: { matchLabels: { app: 'a' } }, template: template(), ...fields }
  return object(kind, { spec })
}
