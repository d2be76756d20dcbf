import { age } from '#kube/age.ts'
import type { KubeObject } from '#kube/types.ts'
import { isBeingDeleted, listAt, numberAt, sizeAt, textAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

const certificateSigningRequests: Cells = {
  SignerName: (object) => textAt(object, 'spec.signerName') || '<none>',
  Requestor: (object) => textAt(object, 'spec.username'),
  RequestedDuration: (object) =>
    valueAt(object, 'spec.expirationSeconds') === undefined
      ? '<none>'
      : age(0, numberAt(object, 'spec.expirationSeconds') * 1000),
  Condition: signingState,
}

function signingState(request: KubeObject): string {
  const types = new Set(listAt(request, 'status.conditions').map(({ type }) => type))
  const decision = types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending'
  const failed = types.has('Failed') ? ',Failed' : ''
  return `${decision}${failed}${textAt(request, 'status.certificate') === '' ? '' : ',Issued'}`
}

const resourceClaims: Cells = {
  State: (object) => {
    const isAllocated = valueAt(object, 'status.allocation') !== undefined
    const isReserved = isAllocated && sizeAt(object, 'status.reservedFor') > 0
    const states = [
      ...(isBeingDeleted(object) ? ['deleted'] : isAllocated ? [] : ['pending']),
      ...(isAllocated ? ['allocated'] : []),
      ...(isReserved ? ['reserved'] : []),
    ]
    return states.join(',')
  },
}

const resourceSlices: Cells = {
  Node: (object) => textAt(object, 'spec.nodeName'),
  Driver: (object) => textAt(object, 'spec.driver'),
  Pool: (object) => textAt(object, 'spec.pool.name'),
}

export const requestCells: Record<string, Cells> = {
  'certificates.k8s.io/certificatesigningrequests': certificateSigningRequests,
  'resource.k8s.io/resourceclaims': resourceClaims,
  'resource.k8s.io/resourceslices': resourceSlices,
}
