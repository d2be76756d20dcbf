import { listOf } from '#api-mock/resources/values.ts'
import { specOf } from './plugin.ts'
import type { Plugin } from './plugin.ts'

const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }

/** A new node takes no pods until it has said that it is ready. */
export const taintNewNodes: Plugin = {
  mutate({ context }, object) {
    const { group, plural } = context.definition
    if (group !== '' || plural !== 'nodes') return object
    const spec = specOf(object)
    const own = listOf(spec.taints)
    if (own.some(({ key, effect }) => key === taint.key && effect === taint.effect)) return object
    return { ...object, spec: { ...spec, taints: [...own, taint] } }
  },
}
