import { all, each, empty, inside, missing, defaultsOf, struct, when } from './fill.ts'

/** One device, unless a request says that it wants more of them or all. */
const exactCount = all(
  empty({ allocationMode: 'ExactCount' }),
  when(({ allocationMode }) => allocationMode === 'ExactCount', empty({ count: 1 })),
)

const claimSpec = struct(
  'spec',
  struct('devices', each('requests', inside('exactly', exactCount), each('firstAvailable', exactCount))),
)

export const devices = {
  'resource.k8s.io/deviceclasses': defaultsOf(struct('spec')),
  'resource.k8s.io/resourceclaims': defaultsOf(claimSpec, struct('status')),
  'resource.k8s.io/resourceclaimtemplates': defaultsOf(struct('spec', struct('metadata'), claimSpec)),
  'resource.k8s.io/resourceslices': defaultsOf(
    struct(
      'spec',
      struct('pool', missing({ name: '', generation: 0, resourceSliceCount: 0 })),
      missing({ driver: '' }),
    ),
  ),
}
