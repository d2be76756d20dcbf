import type { JsonObject } from '#kube/json.ts'
import { generateName } from '#kube/names.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { listOf, textOf } from '#api-mock/resources/values.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import { isPod, refused, specOf } from './plugin.ts'
import type { Admitting, Plugin } from './plugin.ts'

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The account that a pod runs as is not there; that of a new namespace comes a moment after it. */
export class ServiceAccountMissing extends StatusError {}

/** Pods run as a service account, whose token, CA and namespace are mounted where clients look for them. */
export const serviceAccount: Plugin = {
  mutate(admitting, object) {
    if (!isPod(admitting)) return object
    const spec = specOf(object)
    const name = textOf(spec.serviceAccountName) || 'default'
    const account = accountOf(admitting, object, name)
    const named = { ...spec, serviceAccountName: name, serviceAccount: name }
    const pulling = withPullSecrets(named, account)
    const mounts = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true
    return { ...object, spec: mounts === true ? withToken(pulling) : pulling }
  },
}

function accountOf(admitting: Admitting, object: KubeObject, name: string): JsonObject {
  const namespace = admitting.context.info.namespace ?? ''
  const stored = admitting.transaction.get('/serviceaccounts', namespace, name)
  if (stored !== undefined) return parseStored(stored.text)
  const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`
  throw new ServiceAccountMissing(refused(admitting, object, why).status)
}

function withPullSecrets(spec: JsonObject, { imagePullSecrets }: JsonObject): JsonObject {
  const own = spec.imagePullSecrets
  if ((Array.isArray(own) && own.length > 0) || imagePullSecrets === undefined) return spec
  return { ...spec, imagePullSecrets }
}

/** Containers that mount something of their own there keep it; where all do, no token is made. */
function withToken(spec: JsonObject): JsonObject {
  const containers = [...listOf(spec.containers), ...listOf(spec.initContainers)]
  if (containers.every(hasMount)) return spec
  const name = generateName('kube-api-access-')
  const mounted = (list: unknown): JsonObject[] => listOf(list).map((each) => withMount(each, name))
  const { initContainers } = spec
  return {
    ...spec,
    volumes: [...listOf(spec.volumes), { name, projected }],
    containers: mounted(spec.containers),
    ...(initContainers === undefined ? {} : { initContainers: mounted(initContainers) }),
  }
}

const projected = {
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ],
  defaultMode: 420,
}

function hasMount({ volumeMounts }: JsonObject): boolean {
  return listOf(volumeMounts).some((mount) => mount.mountPath === mountPath)
}

function withMount(container: JsonObject, name: string): JsonObject {
  if (hasMount(container)) return container
  return {
    ...container,
    volumeMounts: [...listOf(container.volumeMounts), { name, readOnly: true, mountPath }],
  }
}
