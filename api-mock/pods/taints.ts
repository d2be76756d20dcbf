import { listOf, textOf } from '#api-mock/resources/values.ts'

export interface Taint {
  key: string
  value: string
  effect: string
}

export interface Toleration extends Taint {
  exists: boolean
  /** How long a pod stays where it is not wanted any more; undefined for ever. */
  seconds: number | undefined
}

export function readTaints(taints: unknown): Taint[] {
  return listOf(taints).map(({ key, value, effect }) => ({
    key: textOf(key),
    value: textOf(value),
    effect: textOf(effect),
  }))
}

export function readTolerations(tolerations: unknown): Toleration[] {
  return listOf(tolerations).map(({ key, operator, value, effect, tolerationSeconds }) => ({
    key: textOf(key),
    value: textOf(value),
    effect: textOf(effect),
    exists: operator === 'Exists',
    seconds: typeof tolerationSeconds === 'number' ? tolerationSeconds : undefined,
  }))
}

/** An empty key or effect stands for all of them. */
function tolerates({ key, value, effect, exists }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false
  if (key !== '' && key !== taint.key) return false
  return exists || (key !== '' && value === taint.value)
}

export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some((toleration) => tolerates(toleration, taint))
}

/**
 * How many seconds a pod may stay on a node with these taints: 0 where it must go, undefined where it may stay.
 * The shortest toleration of a taint counts, as the taint eviction controller has it.
 */
export function staysFor(taints: readonly Taint[], tolerations: readonly Toleration[]): number | undefined {
  const evicting = taints.filter(({ effect }) => effect === 'NoExecute')
  let shortest: number | undefined
  for (const taint of evicting) {
    const matching = tolerations.filter((toleration) => tolerates(toleration, taint))
    if (matching.length === 0) return 0
    for (const { seconds } of matching) {
      if (seconds !== undefined) shortest = Math.min(shortest ?? seconds, Math.max(0, seconds))
    }
  }
  return shortest
}
