import type { Project } from '#api/kinds/project.ts'
import { checkQuotas } from '#api/quota.ts'
import { checkTemplate } from '#api/template.ts'
import { invalidValue, type FieldCause } from '#kube/causes.ts'
import { sameJson } from '#kube/json.ts'
import { checkCauses, refused, type Change } from './refused.ts'

/** What of a project is for platform administrators to say, whatever its own admins may change. */
const protectedFields: readonly (readonly [field: string, read: (spec: Project['spec']) => unknown])[] = [
  ['spec.owner', ({ owner }) => owner],
  ['spec.access', ({ access }) => access],
  ['spec.quotas.project', ({ quotas }) => quotas?.project],
  ['spec.allowedClusters', ({ allowedClusters }) => allowedClusters],
  ['spec.requireTemplate', ({ requireTemplate }) => requireTemplate],
  // It takes names on clusters that are others' too, also before those who need them.
  ['spec.namespacePattern', ({ namespacePattern }) => namespacePattern],
]

/** Throws 403 where somebody changes what is not theirs of a project, and 422 where it is wrong. */
export function checkProject(change: Change<Project>): void {
  const { kind, identity, before, after } = change
  const { name } = after.metadata
  if (!identity.admin) {
    const changed = protectedFields.find(
      ([, read]) => !sameJson(read(before?.spec ?? {}) ?? null, read(after.spec) ?? null),
    )
    if (changed !== undefined) throw refused(change, name, changed[0], 'it is for platform admins to say')
  }
  const quotas = sameJson(before?.spec.quotas, after.spec.quotas) ? [] : checkQuotas(after.spec.quotas)
  checkCauses(kind, name, [...quotas, ...patternProblems(after.spec.namespacePattern)])
}

function patternProblems(patterns: Project['spec']['namespacePattern'] = {}): FieldCause[] {
  return Object.entries(patterns).flatMap(([field, text]) =>
    checkTemplate(text ?? '').map(({ line, message }) =>
      invalidValue(`spec.namespacePattern.${field}`, text, `line ${line}: ${message}`),
    ),
  )
}
