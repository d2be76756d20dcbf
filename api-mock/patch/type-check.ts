import { isObject, isRawNumber } from '#kube/json.ts'
import { fieldElement, printElement } from './path-element.ts'
import { printValue } from './print-value.ts'
import { ElementError, elementOf, fieldType, type Shape, shapeOf, type Type } from './type-shape.ts'

/**
 * Why an applied object does not fit its type, in the words of Kubernetes' merge library; undefined when it
 * fits. Server-side apply needs a declared field for all it is given, before anything is pruned.
 */
export function typeProblem(type: Type, object: unknown): string | undefined {
  const problems = problemsOf(type, object, '')
  return problems.length <= 1 ? problems[0] : ['errors:', ...problems.map((each) => `  ${each}`)].join('\n')
}

function problemsOf(type: Type, value: unknown, path: string): string[] {
  if (value === null) return []
  const shape = shapeOf(type, value)
  if (shape.type === 'map') {
    return isObject(value) ? fieldProblems(type, value, path) : [wrong(path, 'map', value)]
  }
  if (shape.type === 'list') {
    return Array.isArray(value) ? elementProblems(type, shape, value, path) : [wrong(path, 'list', value)]
  }
  const why = scalarProblem(shape.scalar, value)
  return why === undefined ? [] : [at(path, why)]
}

function at(path: string, why: string): string {
  return path === '' ? why : `${path}: ${why}`
}

function wrong(path: string, wanted: string, value: unknown): string {
  return at(path, `expected ${wanted}, got &{${printValue(value)}}`)
}

function scalarProblem(
  scalar: 'numeric' | 'string' | 'boolean' | 'untyped',
  value: unknown,
): string | undefined {
  const isNumber = typeof value === 'number' || isRawNumber(value)
  switch (scalar) {
    case 'numeric':
      return isNumber ? undefined : `expected numeric (int or float), got ${goType(value)}`
    case 'string':
      if (typeof value === 'string') return undefined
      return `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got &{${printValue(value)}}`
    case 'untyped':
      break
  }
  const isScalar = isNumber || typeof value === 'string' || typeof value === 'boolean'
  return isScalar ? undefined : `expected any scalar, got &{${printValue(value)}}`
}

/** Checking stops at the first field of an object that is not declared. */
function fieldProblems(type: Type, object: Record<string, unknown>, path: string): string[] {
  const problems: string[] = []
  for (const key of Object.keys(object)) {
    const field = fieldType(type, key)
    const fieldPath = path + printElement(fieldElement(key))
    if (field === 'undeclared') return [...problems, at(fieldPath, 'field not declared in schema')]
    problems.push(...problemsOf(field, object[key], fieldPath))
  }
  return problems
}

function elementProblems(
  type: Type,
  { relation }: Shape & { type: 'list' },
  list: readonly unknown[],
  path: string,
): string[] {
  const problems: string[] = []
  const seen = new Set<string>()
  for (const [index, item] of list.entries()) {
    let element = `i:${index}`
    if (relation !== 'atomic') {
      try {
        element = elementOf(type, relation, item)
      } catch (error) {
        if (!(error instanceof ElementError)) throw error
        return [...problems, at(path, `element ${index}: ${error.message}`)]
      }
      if (seen.has(element)) problems.push(at(path, `duplicate entries for key ${printElement(element)}`))
      seen.add(element)
    }
    problems.push(...problemsOf(type?.items, item, path + printElement(element)))
  }
  return problems
}

/** A value as Go's `%#v` writes it. */
function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (isObject(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key])}`)
    return `map[string]interface {}{${entries.join(', ')}}`
  }
  return JSON.stringify(value)
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (isObject(value)) return 'map[string]interface {}'
  return typeof value === 'boolean' ? 'bool' : 'string'
}
