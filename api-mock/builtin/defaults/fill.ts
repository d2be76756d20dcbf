import { copyJson, isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { formatQuantity, parseQuantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'

/** Fills in fields of one struct; what it is given is never changed. Applying it again changes nothing. */
export type Fill = (fields: JsonObject) => JsonObject

/** Applies one after the other. */
export function all(...fills: readonly Fill[]): Fill {
  return (fields) => fills.reduce((filled, fill) => fill(filled), fields)
}

export function when(applies: (fields: JsonObject) => boolean, ...fills: readonly Fill[]): Fill {
  const fill = all(...fills)
  return (fields) => (applies(fields) ? fill(fields) : fields)
}

/** For fields that Go holds by pointer: only what is not there is filled in. */
export function missing(values: JsonObject): Fill {
  return fillWhere(values, isMissing)
}

/** For fields that Go holds by value: an empty text, list or map, and a zero, count as not there. */
export function empty(values: JsonObject): Fill {
  return fillWhere(values, isEmpty)
}

function fillWhere(values: JsonObject, isLacking: (value: unknown) => boolean): Fill {
  const entries = Object.entries(values)
  return (fields) => {
    const lacking = entries.filter(([key]) => isLacking(fields[key]))
    if (lacking.length === 0) return fields
    return { ...fields, ...Object.fromEntries(lacking.map(([key, value]) => [key, copyJson(value)])) }
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null
}

/** Whether Go would leave out a field with this value. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isObject(value)) return Object.keys(value).length === 0
  return isMissing(value) || value === '' || value === 0
}

/** A struct that Go holds by value, and so always writes. */
export function struct(key: string, ...fills: readonly Fill[]): Fill {
  const fill = all(...fills)
  return (fields) => {
    const value = fields[key]
    if (isMissing(value)) return { ...fields, [key]: fill({}) }
    return isObject(value) ? { ...fields, [key]: fill(value) } : fields
  }
}

/** A struct that Go holds by pointer: it is filled in where somebody gave it. */
export function inside(key: string, ...fills: readonly Fill[]): Fill {
  const fill = all(...fills)
  return (fields) => {
    const value = fields[key]
    return isObject(value) ? { ...fields, [key]: fill(value) } : fields
  }
}

/** Every struct of a list. */
export function each(key: string, ...fills: readonly Fill[]): Fill {
  const fill = all(...fills)
  return (fields) => {
    const list = fields[key]
    if (!Array.isArray(list)) return fields
    return { ...fields, [key]: list.map((item: unknown) => (isObject(item) ? fill(item) : item)) }
  }
}

export function without(...keys: readonly string[]): Fill {
  return (fields) => {
    if (!keys.some((key) => Object.hasOwn(fields, key))) return fields
    return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))
  }
}

/** Fills in a whole object, all but its metadata. */
export function defaultsOf(...fills: readonly Fill[]): (object: KubeObject) => KubeObject {
  const fill = all(...fills)
  return (given) => {
    const { apiVersion, kind, metadata } = given
    return { ...fill(given), apiVersion, kind, metadata }
  }
}

/** Conditions of a status: their times are null where nobody gave them. */
export function conditions(...times: readonly string[]): Fill {
  return each('conditions', missing(Object.fromEntries(times.map((time) => [time, null]))))
}

const finest = 1_000_000n

/** Lists of amounts of resources: what is finer than a thousandth is rounded up to one. */
export function amounts(...keys: readonly string[]): Fill {
  return all(
    ...keys.map((key) =>
      inside(key, (list) =>
        Object.values(list).some(isFine)
          ? Object.fromEntries(Object.entries(list).map(([name, amount]) => [name, rounded(amount)]))
          : list,
      ),
    ),
  )
}

/** Whether a quantity in its normal form may be finer than a thousandth. */
function isFine(amount: unknown): amount is string {
  return typeof amount === 'string' && /[nu]$|e-/.test(amount)
}

function rounded(amount: unknown): unknown {
  const quantity = isFine(amount) ? parseQuantity(amount) : undefined
  if (quantity === undefined) return amount
  const { nanos, format } = quantity
  const rest = nanos % finest
  return formatQuantity({ nanos: rest > 0n ? nanos - rest + finest : nanos - rest, format })
}
