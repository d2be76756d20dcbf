import type { AppParameter } from '#api/parameters.ts'
import { visible } from '#web/ui/visible.ts'

/** What a value of a parameter has to be: `Required. From 1 to 5.` */
export function ruleWords(parameter: AppParameter): string {
  const { required, options = [], min, max, validation = '', invalidation = '' } = parameter
  return [
    required === true ? 'Required.' : '',
    options.length === 0 ? '' : `One of ${options.map(visible).join(', ')}.`,
    min !== undefined && max !== undefined
      ? `From ${min} to ${max}.`
      : min !== undefined
        ? `At least ${min}.`
        : max === undefined
          ? ''
          : `At most ${max}.`,
    validation === '' ? '' : `Matches ${visible(validation)}`,
    invalidation === '' ? '' : `Does not match ${visible(invalidation)}`,
  ]
    .filter(Boolean)
    .join(' ')
}
