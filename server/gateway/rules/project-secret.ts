import type { Project } from '#api/kinds/project.ts'
import type { ProjectSecret } from '#api/kinds/project-secret.ts'
import { invalidField, tooLong, type FieldCause } from '#kube/causes.ts'
import { checkOwner, ownerProblems } from './owner.ts'
import { checkCauses, type Change } from './refused.ts'

/** What a secret is held against, as it is now. */
interface Facts {
  project: Project
  ownerIsThere: boolean
}

/** Throws 403 where somebody may not make or change a secret so, and 422 where it cannot be. No value is repeated. */
export function checkProjectSecret(change: Change<ProjectSecret>, { project, ownerIsThere }: Facts): void {
  checkOwner(change, project)
  const { kind, after } = change
  checkCauses(kind, after.metadata.name, [
    ...ownerProblems(change, ownerIsThere),
    ...dataProblems(after.spec.data ?? {}),
  ])
}

/** Of all values together, in bytes, as of a Secret. */
const mostBytes = 1024 * 1024

function dataProblems(data: Readonly<Record<string, string>>): FieldCause[] {
  const bytes = Object.values(data).reduce((sum, value) => sum + Math.floor((value.length * 3) / 4), 0)
  return [
    ...Object.entries(data).flatMap(([key, value]) => [
      ...(isKey(key) ? [] : [invalidField('spec.data', `each key ${keyRule}`)]),
      ...(isBase64(value) ? [] : [invalidField(`spec.data[${key}]`, 'must be base64')]),
    ]),
    ...(bytes > mostBytes ? [tooLong('spec.data', mostBytes)] : []),
  ]
}

const keyRule =
  "must consist of at most 253 alphanumeric characters, '-', '_' or '.', and must not be or begin with '..'"

/** The keys that a Secret may have, so that one can be made of it. */
function isKey(key: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..')
}

/** As Go reads it, which passes over ends of lines. */
function isBase64(value: string): boolean {
  const text = value.replace(/[\r\n]/g, '')
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}
