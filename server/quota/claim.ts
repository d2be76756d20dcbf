import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import type { Claim } from '#api/quota.ts'

/**
 * What an instance is counted by, wherever it is. None sleeps so far, so all are active, whatever they say of
 * themselves: an annotation that one may write oneself is no way past a quota.
 */
export function claimOf({ spec }: Pick<SpaceInstance | VirtualClusterInstance, 'spec'>): Claim {
  const { owner, templateRef } = spec
  const template = templateRef?.name ?? ''
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(template === '' ? {} : { template }),
    active: true,
  }
}
