import { fieldOf, isObject } from './json.ts'
import { type Operand, parseJsonPath, type Step } from './json-path-parser.ts'

/** Finds what a compiled path selects in an object; nothing where the path does not fit the object. */
export type JsonPath = (object: unknown) => unknown[]

/** Filters nest, and reading them is recursive. */
const longestPath = 4096

/**
 * Compiles a JSONPath as printer columns of a CRD use it: fields with escaped dots, quoted keys, indices from
 * either end, slices, wildcards and filters. A path that cannot be read selects nothing, as in kube-apiserver
 * such a column stays empty.
 */
export function compileJsonPath(path: string): JsonPath {
  const steps = path.length > longestPath ? undefined : parseJsonPath(path)
  return steps === undefined ? () => [] : (object) => follow(steps, object) ?? []
}

/** All values that `path` selects in `object`; compile the path to use it for many objects. */
export function evaluate(path: string, object: unknown): unknown[] {
  return compileJsonPath(path)(object)
}

/** undefined says that a step does not fit what it was applied to, so that nothing is selected at all. */
function follow(steps: readonly Step[], object: unknown): unknown[] | undefined {
  let values = [object]
  for (const step of steps) {
    const next: unknown[] = []
    for (const value of values) {
      const found = select(step, value)
      if (found === undefined) return undefined
      for (const each of found) next.push(each)
    }
    values = next
  }
  return values
}

function select(step: Step, value: unknown): unknown[] | undefined {
  switch (step.type) {
    case 'field':
      return isObject(value) && Object.hasOwn(value, step.name) ? [fieldOf(value, step.name)] : []
    case 'all':
      if (Array.isArray(value)) return value
      return isObject(value) ? Object.values(value) : []
    case 'slice':
      return slice(step, value)
    case 'filter':
      return Array.isArray(value) ? value.filter((item) => passes(step, item)) : undefined
  }
  return undefined
}

function slice(step: Step & { type: 'slice' }, value: unknown): unknown[] | undefined {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) return undefined
  const start = step.start < 0 ? step.start + value.length : step.start
  const end = step.end === undefined ? value.length : step.end < 0 ? step.end + value.length : step.end
  if (start === end) return []
  if (start < 0 || start >= value.length || end > value.length || start > end) return undefined
  return value.slice(start, end).filter((_, index) => index % step.step === 0)
}

function passes({ left, operator, right }: Step & { type: 'filter' }, item: unknown): boolean {
  const lefts = follow(left, item) ?? []
  if (operator === undefined || right === undefined) return lefts.length > 0
  const rights = valuesOf(right, item)
  return lefts.length === 1 && rights.length === 1 && compares(lefts[0], operator, rights[0])
}

function valuesOf(operand: Operand, item: unknown): unknown[] {
  return 'value' in operand ? [operand.value] : (follow(operand.steps, item) ?? [])
}

/** Only values of the same type can be compared, and only texts and numbers be ordered. */
function compares(left: unknown, operator: string, right: unknown): boolean {
  if (typeof left !== typeof right) return false
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  if (typeof left === 'number' && typeof right === 'number') return isInOrder(left, operator, right)
  return typeof left === 'string' && typeof right === 'string' && isInOrder(left, operator, right)
}

function isInOrder<T extends number | string>(left: T, operator: string, right: T): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return false
  }
}
