import { request } from '#web/data/client.ts'
import type { Watchable } from '#web/data/fold.ts'
import { pathOf } from '#web/data/inside.ts'
import { rightsIn, rightTo, type Place, type Resource } from '#web/data/inside-rights.ts'
import type { Bulk } from '#web/table/bulk.ts'

type Kind = Resource & { kind: string; many: string }

/** What can be done with many objects of one kind in a space, a virtual cluster or a cluster. */
export function objectBulk<T extends Watchable>(place: Place, kind: Kind): Bulk<T> {
  const { group, plural, many } = kind
  return {
    resource: group === '' ? plural : `${plural}.${group}`,
    lost: `The ${many} are deleted with all that belongs to them; what a controller keeps up is made anew.`,
    async against(client, { metadata: { name, namespace, deletionTimestamp } }) {
      if (deletionTimestamp !== undefined) return 'is being deleted already.'
      const own = namespace === undefined ? { root: place.root } : { root: place.root, namespace }
      // What one may in all namespaces need not be asked for each.
      for (const where of [place, own]) {
        const { may } = await client.query(rightsIn(where))
        if (may('delete', kind, name) === true) return undefined
      }
      if (await client.query(rightTo('delete', own, kind))) return undefined
      return `your role lets you delete no ${plural}${namespace === undefined ? '' : ` in namespace ${namespace}`}.`
    },
    async remove(_, { metadata: { name, namespace } }) {
      const own = namespace === undefined ? { root: place.root } : { root: place.root, namespace }
      // Jobs alone would leave their pods behind.
      const address = `${pathOf(own, kind)}/${encodeURIComponent(name)}?propagationPolicy=Background`
      await request('DELETE', address)
    },
  }
}
