import type { UserInfo } from '#api-mock/resources/definition.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { KubeObject } from '#kube/types.ts'
import { builtIn } from './define.ts'

export const certificateSigningRequests = builtIn('certificates.k8s.io/v1/certificatesigningrequests', {
  strategy: {
    allocate: (object, live, { user }) => (live === undefined ? withRequestor(object, user) : object),
  },
})

/** Whoever asks for a certificate is noted in the request: those who approve it go by that. */
function withRequestor(object: KubeObject, { username, uid, groups, extra }: UserInfo): KubeObject {
  return {
    ...object,
    spec: {
      ...fieldsOf(object.spec),
      username,
      ...(uid === undefined ? {} : { uid }),
      groups: [...groups],
      ...(extra === undefined
        ? {}
        : { extra: Object.fromEntries(Object.entries(extra).map(([name, values]) => [name, [...values]])) }),
    },
  }
}
