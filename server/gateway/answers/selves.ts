import { projectNamespacePrefix, type Self } from '#api/self.ts'
import { infoOf } from './entity-info.ts'
import type { VirtualAnswer } from './virtual.ts'

/** `POST …/selves`: the caller as the gateway sees them (contract §2.2). */
export const answerSelf: VirtualAnswer = ({ directory, instanceID }, { caller }): Self => {
  const { identity, key } = caller
  const user = directory.users.get(identity.user)
  const teams = identity.teams.flatMap((name) => directory.teams.get(name) ?? [])
  return {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Self',
    metadata: { creationTimestamp: null },
    spec: {},
    status: {
      user: {
        ...(user === undefined ? {} : infoOf(user)),
        subject: identity.subject,
        teams: teams.map(infoOf),
      },
      accessKey: key.called ?? key.name,
      accessKeyType: key.type,
      ...(key.scope === undefined ? {} : { accessKeyScope: key.scope }),
      subject: identity.subject,
      uid: identity.uid,
      groups: identity.groups,
      instanceID,
      projectNamespacePrefix,
    },
  }
}
