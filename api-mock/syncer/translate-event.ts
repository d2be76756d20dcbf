import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'

/** An Event of the host about an object there, as one about the object inside that it stands for. */
export function insideEvent(event: KubeObject, inside: KubeObject): KubeObject {
  const involved = fieldsOf(event.involvedObject)
  const [hostPlace, hostName] = [textOf(involved.namespace), textOf(involved.name)]
  const { namespace = '', name, uid, resourceVersion } = inside.metadata
  const { metadata, ...rest } = event
  const called = metadata.name.startsWith(hostName)
    ? name + metadata.name.slice(hostName.length)
    : metadata.name
  const message = textOf(event.message)
    .replaceAll(`${hostPlace}/${hostName}`, `${namespace}/${name}`)
    .replaceAll(hostName, name)
  return {
    ...rest,
    metadata: { name: called, namespace },
    message,
    involvedObject: { ...involved, namespace, name, uid, resourceVersion },
  }
}
