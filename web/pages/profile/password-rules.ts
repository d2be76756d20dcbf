import type { StatusError } from '#kube/status.ts'
import { fieldErrors } from '#web/form/field-errors.ts'

/** As the server has it, which says so where another one holds. */
export const shortestPassword = 8

export interface PasswordValues {
  currentPassword: string
  password: string
  again: string
}

type Problems = Partial<Record<keyof PasswordValues, string>>

/** What is wrong with what was typed, by field. */
export function passwordProblems({ currentPassword, password, again }: PasswordValues): Problems {
  return {
    ...(currentPassword === '' ? { currentPassword: 'Type your present password.' } : {}),
    ...(password.length < shortestPassword
      ? { password: `Give at least ${shortestPassword} characters.` }
      : password === currentPassword
        ? { password: 'This is your present password. Choose another one.' }
        : {}),
    ...(again === password ? {} : { again: 'The two are not the same.' }),
  }
}

/** What the server says of it, at the fields, and what belongs to none. */
export function refusalWords(error: StatusError): { fields: Problems; form?: string } {
  if (error.code === 429) return { fields: {}, form: 'Too many tries. Wait a little and try again.' }
  const { fields, form } = fieldErrors(error, ['currentPassword', 'password'])
  const isWrong = fields['currentPassword'] !== undefined
  return {
    fields: {
      ...(isWrong ? { currentPassword: 'This is not your present password.' } : {}),
      ...(fields['password'] === undefined ? {} : { password: fields['password'] }),
    },
    ...(form === undefined ? {} : { form }),
  }
}
