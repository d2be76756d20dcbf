import type { PrinterColumn } from './kind.ts'

/** Columns that several kinds have. */

export const displayNameColumn: PrinterColumn = {
  name: 'Display Name',
  type: 'string',
  jsonPath: '.spec.displayName',
  description: 'The name that people read.',
}

export function ageColumn(description: string): PrinterColumn {
  return { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', description }
}
