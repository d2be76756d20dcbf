import type { TimelineStep } from '#web/ui/timeline-steps.ts'
import { visible } from '#web/ui/visible.ts'
import type { Instance, Side } from './sides.ts'

type Advice = (about: { side: Side; cluster: string }) => string

const image: Advice = () =>
  'An image is not to be had. Correct its name in the values of the template, or ask a platform admin whether the cluster reaches its registry.'

/** What to do about what holds a space or a virtual cluster, by the server's word for it. */
const advices: Readonly<Record<string, Advice>> = {
  Unschedulable: ({ cluster }) =>
    `No node of cluster ${cluster} takes the pod of its control plane. Ask for less in its parameters or its template, or ask a platform admin for larger or more nodes. It goes on by itself as soon as the pod fits.`,
  ErrImagePull: image,
  ImagePullBackOff: image,
  InvalidImageName: image,
  CrashLoopBackOff: () =>
    'Its control plane starts and ends again. The log of its pod says why; mostly it is something in the values of the template.',
  PodFailed: () => 'The pod of its control plane has failed. The events on its host say more.',
  FailedCreate: () =>
    'Its namespace on the host refuses the pod of its control plane, mostly because a quota there has no room. The events on its host say more.',
  QuotaExceeded: ({ side }) =>
    `Delete one of the ${side.many} that nobody needs, or ask for a larger quota: one of the project is a platform admin’s to give, one of a person an admin’s of the project.`,
  NoClusterAvailable: () =>
    'None of the clusters that the project allows can take it now. A platform admin can allow another one, or see to those that are there.',
  ClusterUnreachable: ({ cluster }) =>
    `Cluster ${cluster} does not answer. It goes on by itself when it does; a platform admin can see why.`,
}

/** Who has failed stays so until what people wrote is changed: says where that stands. */
export function whatMends({ spec }: Pick<Instance, 'spec'>): string {
  const { name = '' } = spec.templateRef ?? {}
  const where = name === '' ? 'its own definition' : `template ${visible(name)}`
  return `Trying again does not mend this: what is wrong has to be corrected in ${where}, or in the parameters given to it. It then goes on by itself.`
}

/** What to do about the step that holds it; undefined where waiting is all, or where its own message says it. */
export function adviceFor(
  side: Side,
  { spec }: Pick<Instance, 'spec'>,
  held: Pick<TimelineStep, 'reason'> | undefined,
): string | undefined {
  const { cluster = '' } = spec.clusterRef ?? {}
  return held === undefined ? undefined : advices[held.reason]?.({ side, cluster })
}
