import { compareText } from '#kube/compare-text.ts'
import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { listAt, textAt, textsAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

/** Labels as 'a=1,b=2', sorted by key; '<none>' where there are none. */
export function labelsText(labels: unknown): string {
  return requirementTexts(labels).join(',') || '<none>'
}

function requirementTexts(labels: unknown): string[] {
  return Object.entries(fieldsOf(labels))
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([key, value]) => `${key}=${textOf(value)}`)
}

/** A LabelSelector in the text form of label selectors; '' where it selects everything or nothing. */
export function selectorText(selector: unknown): string {
  const { matchLabels } = fieldsOf(selector)
  const requirements = [
    ...Object.entries(fieldsOf(matchLabels)).map(([key, value]) => ({
      key,
      text: `${key}=${textOf(value)}`,
    })),
    ...listAt(fieldsOf(selector), 'matchExpressions').map((expression) => ({
      key: textOf(expression.key),
      text: expressionText(expression),
    })),
  ]
  return requirements
    .toSorted((one, other) => compareText(one.key, other.key))
    .map(({ text }) => text)
    .join(',')
}

function expressionText(expression: JsonObject): string {
  const key = textOf(expression.key)
  switch (expression.operator) {
    case 'Exists':
      return key
    case 'DoesNotExist':
      return `!${key}`
    default: {
      const values = textsAt(expression, 'values').toSorted(compareText).join(',')
      return `${key} ${textOf(expression.operator).toLowerCase()} (${values})`
    }
  }
}

/** The wide columns of whatever makes pods; `pod` is the path of the pod's spec, `selector` the selector's. */
export function templateCells(pod: string, selector: string): Cells {
  return {
    ...containerCells(`${pod}.containers`),
    Selector: (object) => selectorText(valueAt(object, selector)) || '<none>',
  }
}

export function containerCells(containers: string): Cells {
  return {
    Containers: (object) => joined(object, containers, 'name'),
    Images: (object) => joined(object, containers, 'image'),
  }
}

function joined(object: JsonObject, path: string, field: string): string {
  return listAt(object, path)
    .map((item) => textAt(item, field))
    .join(',')
}

/** At most three texts, and how many more there are; '<unset>' where there is nothing to show. */
export function someOf(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(',')
  return texts.length > 3 ? `${shown} + ${texts.length - 3} more...` : shown || '<unset>'
}

/** Where a load balancer listens: addresses, or host names of those without; sorted, each once. */
export function balancerText(status: unknown): string {
  const listed = listAt(fieldsOf(status), 'loadBalancer.ingress')
  const addresses = listed.map(({ ip, hostname }) => textOf(ip) || textOf(hostname)).filter(Boolean)
  return [...new Set(addresses)].toSorted(compareText).join(',')
}

/** A default class is told by its name. */
export function nameWithDefault(annotations: readonly string[]): Cells {
  return {
    Name: ({ metadata }) => {
      const isDefault = annotations.some((annotation) => metadata.annotations?.[annotation] === 'true')
      return isDefault ? `${metadata.name} (default)` : metadata.name
    },
  }
}
