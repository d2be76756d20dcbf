import { type FieldCause, invalidValue } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { compareQuantities, formatQuantity, parseQuantity, type Quantity } from '#kube/quantity.ts'
import { when } from './checks.ts'
import { isInteger } from './resource-names.ts'

export const zero: Quantity = { nanos: 0n, format: 'decimal' }

/** A quantity; what is none did not get here, since it is refused when the body is read. */
export function quantityOf(value: unknown): Quantity {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return parseQuantity(text) ?? zero
}

/** The quantity as Kubernetes writes it. */
export function quantityText(value: unknown): string {
  return formatQuantity(quantityOf(value))
}

export function compareAmounts(one: unknown, other: unknown): number {
  return compareQuantities(quantityOf(one), quantityOf(other))
}

/** The amounts of a resource list, in the order of their names. */
export function amountsOf(value: unknown): [string, unknown][] {
  if (!isObject(value)) return []
  return Object.keys(value)
    .sort()
    .map((name) => [name, value[name]])
}

export function notNegativeAmount(value: unknown, field: string): FieldCause[] {
  const detail = 'must be greater than or equal to 0'
  return when(quantityOf(value).nanos < 0n, invalidValue(field, quantityText(value), detail))
}

export function positiveAmount(value: unknown, field: string): FieldCause[] {
  const detail = 'must be greater than zero'
  return when(quantityOf(value).nanos <= 0n, invalidValue(field, quantityText(value), detail))
}

/** An amount of a resource by its name: never negative, and whole where the resource is counted. */
export function resourceAmount(name: string, value: unknown, field: string): FieldCause[] {
  const parts = quantityOf(value).nanos / 1_000_000n
  return [
    ...notNegativeAmount(value, field),
    ...when(
      isInteger(name) && parts % 1000n !== 0n,
      invalidValue(field, quantityText(value), 'must be an integer'),
    ),
  ]
}
