import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { Claim } from '#api/quota.ts'

/** What an instance is counted by. Nothing sleeps yet, so each is active. */
export function claimOf({ spec }: { spec: Pick<SpaceInstance['spec'], 'owner' | 'templateRef'> }): Claim {
  const { owner, templateRef } = spec
  const template = templateRef?.name ?? ''
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(template === '' ? {} : { template }),
    active: true,
  }
}
