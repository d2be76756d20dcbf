import type { ListMeta, ObjectMeta } from './types.ts'

export interface TableColumn {
  name: string
  type: string
  format: string
  description: string
  /** 0 is shown always, more only in wide views. */
  priority: number
}

/** A row's object with nothing but its metadata, as `includeObject=Metadata` sends it. */
export interface PartialObjectMetadata {
  kind: string
  apiVersion: string
  metadata: ObjectMeta
}

/** What a row tells besides its cells, so that clients may step back what is finished. */
export interface TableRowCondition {
  type: 'Completed'
  status: 'True'
  reason: string
  message: string
}

export interface TableRow<T = PartialObjectMetadata> {
  cells: unknown[]
  conditions?: TableRowCondition[]
  object: T
}

/** A list as the server would print it (`meta.k8s.io/v1` Table). */
export interface Table<T = PartialObjectMetadata> {
  kind: 'Table'
  apiVersion: 'meta.k8s.io/v1'
  metadata: ListMeta
  columnDefinitions: TableColumn[]
  rows: TableRow<T>[]
}

/** The media type of a Table. */
export const tableType = 'application/json;as=Table;v=v1;g=meta.k8s.io'

/** What kubectl puts into Accept to be answered with a Table where the server has one. */
export const tableAccept = `${tableType},application/json`
