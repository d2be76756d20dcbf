import type { Json } from './scenario.ts'

/**
 * JSON.parse, but a number that JavaScript would print otherwise than it was
 * written becomes the text `<number 9007199254740993>`, so that precision and
 * spelling can be compared.
 */
export function parseJson(text: string): Json {
  const keepNumbers = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined && context.source !== String(value)
      ? `<number ${context.source}>`
      : value
  return JSON.parse(text, keepNumbers) as Json
}

export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of a scalar; nothing for what has parts. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value)
}

/** The value at a dotted path; list elements are counted from 0. */
export function valueAt(value: Json | undefined, path: string[]): Json | undefined {
  let at = value
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)]
    else if (isObject(at)) at = at[key]
    else return undefined
  }
  return at
}
