import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import { messageOf } from '#kube/errors.ts'
import type { ParameterProblem } from './parameters.ts'
import { yamlProblem } from './yaml-bounds.ts'

/** Characters that the values of an instance may have together. */
const longestYaml = 128 * 1024

/**
 * Reads the values at known dotted paths of a YAML text as they are written there, so that `1.30` stays what
 * somebody typed. Nothing else is looked at, built or resolved: neither aliases nor keys that are not known,
 * which are problems.
 */
export function readYamlTexts(
  yamlText: string,
  known: ReadonlySet<string>,
): { texts: Map<string, string>; problems: ParameterProblem[] } {
  const texts = new Map<string, string>()
  const problems: ParameterProblem[] = []
  const outer = new Set([...known].flatMap(outerPaths))

  function readMap(map: YAMLMap, prefix: string): void {
    for (const { key, value } of map.items) {
      const name = textOf(key) ?? ''
      const variable = prefix + name
      if (name.includes('.') || (!known.has(variable) && !outer.has(variable))) {
        problems.push({ variable, message: 'is no parameter of the template' })
      } else if (known.has(variable)) {
        const text = value === null ? '' : textOf(value)
        if (text === undefined) problems.push({ variable, message: 'must be one value, not a list or a map' })
        else texts.set(variable, text)
      } else if (isMap(value)) readMap(value, `${variable}.`)
      else if (value !== null && textOf(value) !== '') {
        problems.push({ variable, message: 'must be a map of parameters' })
      }
    }
  }

  const contents = readContents(yamlText)
  if (typeof contents === 'string') problems.push({ variable: '', message: contents })
  else if (contents !== undefined) readMap(contents, '')
  return { texts, problems }
}

/** The map that a text writes, undefined for an empty text, or what is wrong with it. */
function readContents(text: string): YAMLMap | string | undefined {
  if (text.length > longestYaml) return `the values are longer than ${longestYaml} characters`
  const tooLarge = yamlProblem(text)
  if (tooLarge !== undefined) return `the values are not read: ${tooLarge}`
  try {
    // A pretty error quotes the text, in which there may be a password.
    const document = parseDocument(text, { prettyErrors: false })
    const [error] = document.errors
    if (error !== undefined) {
      const line = text.slice(0, error.pos[0]).split('\n').length
      return `the values are not YAML: line ${line}: ${error.message}`
    }
    const { contents } = document
    if (isMap(contents)) return contents
    return contents === null || textOf(contents) === ''
      ? undefined
      : 'the values must be a map, one key a parameter'
  } catch (error) {
    return `the values are not YAML: ${messageOf(error)}`
  }
}

/** What is written as one value, quotes and indentation taken away; the empty text for null. */
function textOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined
  if (node.value === null) return ''
  return typeof node.value === 'string' ? node.value : node.source
}

function outerPaths(variable: string): string[] {
  const path = variable.split('.')
  return path.slice(1).map((_, at) => path.slice(0, at + 1).join('.'))
}
