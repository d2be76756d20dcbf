import type { Watchable } from '#web/data/fold.ts'
import { slim, type Collection } from '#web/data/inside.ts'
import { amountRows, type AmountRow } from '#web/quota/resource-quotas.ts'
import { fieldsOf } from './fields.ts'

/** A ResourceQuota, and what is used of it. */
export interface NamespaceQuota extends Watchable {
  rows: AmountRow[]
}

export const namespaceQuotas: Collection<NamespaceQuota> = {
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  as: 'objects',
  keep: ({ metadata, spec, status }) => {
    const counted = fieldsOf(status)
    return {
      metadata: slim(metadata),
      rows: amountRows(fieldsOf(fieldsOf(spec)['hard']), fieldsOf(counted['used'])),
    }
  },
}
