import { emptyInstance } from './instance-form.ts'

// What the tests of this form fill in.

export const parameters = [
  { variable: 'size', label: 'Size', type: 'number', min: 1, max: 4, defaultValue: '2' },
  { variable: 'database.kind', options: ['none', 'postgres'], defaultValue: 'none', section: 'Database' },
  { variable: 'database.seeded', type: 'boolean', section: 'Database' },
  { variable: 'branch', label: 'Branch', required: true, validation: '^[a-z]+$' },
  { variable: 'token', type: 'password' },
]

export function filled() {
  const values = emptyInstance('user:maya', 'ci')
  values.metadata.name = 'dev'
  values.spec.parameters = { branch: 'main', token: 'secret', database: { seeded: 'true' } }
  return values
}
