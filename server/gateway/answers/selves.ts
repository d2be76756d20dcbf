import { projectNamespacePrefix, type EntityInfo, type Self } from '#api/self.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
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

function infoOf({ metadata, spec }: User | Team): EntityInfo {
  return {
    name: metadata.name,
    username: spec.username || metadata.name,
    ...(spec.displayName === undefined ? {} : { displayName: spec.displayName }),
    ...('email' in spec && spec.email !== undefined ? { email: spec.email } : {}),
  }
}
