import { parameterValues, type AppParameter } from '#api/parameters.ts'
import { nameProblem } from '#web/form/names.ts'
import type { Tree } from '#web/form/merge.ts'
import { withRest } from '#web/form/rest.ts'
import { yamlOf } from '#web/form/yaml.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import {
  manifestWith,
  parameterLabel,
  parameterTree,
  shownText,
  treeOf,
  typedAt,
  type InstanceValues,
} from './instance-form.ts'

/** What is wrong with a parameter, as a sentence; undefined if nothing is. */
export function parameterProblem(parameter: AppParameter, text: string): string | undefined {
  const tree = treeOf([[parameter.variable ?? '', text]])
  const [problem] = parameterValues([parameter], yamlOf(tree)).problems
  return problem && `${parameterLabel(parameter)} ${problem.message}.`
}

/** The values of the parameters as YAML; undefined where there are none. */
function parametersYaml(parameters: readonly AppParameter[], typed: Tree): string | undefined {
  const shown = parameterTree(parameters, typed)
  return shown && yamlOf(shown)
}

/** The object as it is sent. */
export function manifestOf(
  side: Side,
  project: string,
  values: InstanceValues,
  parameters: readonly AppParameter[],
) {
  return withRest(
    manifestWith(side, project, values, parametersYaml(parameters, values.spec.parameters)),
    values.rest,
  )
}

/** What still keeps the form from being sent, as sentences that begin with the field; in the order of the form. */
export function problemsOf(
  { metadata, spec }: InstanceValues,
  parameters: readonly AppParameter[],
  most: number,
): string[] {
  const name = nameProblem(metadata.name, most)
  return [
    ...(name === undefined ? [] : [name]),
    ...(spec.templateRef.name === '' ? ['Choose a template.'] : []),
    ...parameters.flatMap((parameter) => {
      const problem = parameterProblem(
        parameter,
        shownText(parameter, typedAt(spec.parameters, parameter.variable ?? '')),
      )
      return problem === undefined ? [] : [problem]
    }),
  ]
}

// The page gets everything that needs YAML at once.
export { yamlOf }
