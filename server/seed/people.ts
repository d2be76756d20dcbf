import { adminRole } from '#api/fields.ts'
import type { User } from '#api/kinds/user.ts'

/** Who is who in the demo: a small company whose teams share their clusters. */
export interface DemoPerson {
  name: string
  displayName: string
  /** What one sees when signed in as this person; only for those whom the sign-in page introduces. */
  hint?: string
  admin?: true
  /** Has left: the account is kept, and opens nothing. */
  disabled?: true
}

export const demoPeople: readonly DemoPerson[] = [
  { name: 'maya', displayName: 'Maya Lindqvist', hint: 'developer in Checkout and Mobile' },
  { name: 'jonas', displayName: 'Jonas Weber', hint: 'leads Checkout' },
  { name: 'priya', displayName: 'Priya Raman', hint: 'runs the platform', admin: true },
  { name: 'oliver', displayName: 'Oliver Novak', hint: 'audits: viewer in Checkout, Data and Mobile' },
  { name: 'tomas', displayName: 'Tomás Herrera' },
  { name: 'aiko', displayName: 'Aiko Tanaka' },
  { name: 'lena', displayName: 'Lena Hoffmann' },
  { name: 'samuel', displayName: 'Samuel Okafor' },
  { name: 'chloe', displayName: 'Chloé Martin' },
  { name: 'viktor', displayName: 'Viktor Petrov' },
  { name: 'nadia', displayName: 'Nadia Rahman' },
  { name: 'grace', displayName: 'Grace Kim' },
  { name: 'elif', displayName: 'Elif Yılmaz', disabled: true },
  { name: 'daniel', displayName: 'Daniel Costa' },
]

export function demoUsers(): Pick<User, 'metadata' | 'spec'>[] {
  return demoPeople.map(({ name, displayName, admin, disabled }) => ({
    metadata: { name },
    spec: {
      displayName,
      username: name,
      email: `${name}@example.org`,
      ...(admin === true ? { clusterRoles: [{ name: adminRole }] } : {}),
      ...(disabled === true ? { disabled: true } : {}),
    },
  }))
}
