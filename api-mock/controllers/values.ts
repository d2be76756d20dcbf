import { isObject } from '#kube/json.ts'

/** Milliseconds since 1970; 0 for no time. */
export function timeOf(text: unknown): number {
  return typeof text === 'string' && text !== '' ? Date.parse(text) : 0
}

/** The objects of a list; none where it is no list. */
export function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A number as it is, and the other one where it is none. */
export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

/** The time as Kubernetes writes it: whole seconds, in UTC. */
export function writeTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}
