import { listOf, textOf } from '#api-mock/resources/values.ts'
import { isPod, specOf } from './plugin.ts'
import type { Plugin } from './plugin.ts'

const seconds = 300

/** Pods stay for five minutes on a node that is not ready or cannot be reached, unless they say otherwise. */
export const defaultTolerations: Plugin = {
  mutate(admitting, object) {
    if (!isPod(admitting)) return object
    const spec = specOf(object)
    const own = listOf(spec.tolerations)
    const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
      .filter((key) => !own.some((toleration) => tolerates(toleration, key)))
      .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: seconds }))
    return added.length === 0 ? object : { ...object, spec: { ...spec, tolerations: [...own, ...added] } }
  },
}

function tolerates(toleration: Record<string, unknown>, key: string): boolean {
  const [ownKey, effect] = [textOf(toleration.key), textOf(toleration.effect)]
  return (ownKey === key || ownKey === '') && (effect === 'NoExecute' || effect === '')
}
