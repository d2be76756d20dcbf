import type { Json, Step } from '#e2e/oracle/scenario.ts'

type More = Partial<Omit<Step, 'name' | 'method' | 'path'>>

/** The steps of a scenario, short enough to be read as a table. All act as admin unless told otherwise. */
const step =
  (method: string) =>
  (name: string, path: string, more: More = {}): Step => ({ name, as: 'admin', method, path, ...more })

const stepWithBody =
  (method: string) =>
  (name: string, path: string, body: Json, more: More = {}): Step => ({
    ...step(method)(name, path, more),
    body,
  })

export const get = step('GET')
export const remove = step('DELETE')
export const post = stepWithBody('POST')
export const put = stepWithBody('PUT')

const patchOf =
  (type: string) =>
  (name: string, path: string, body: Json, { headers, ...more }: More = {}): Step => ({
    ...step('PATCH')(name, path, { ...more, headers: { 'content-type': `application/${type}`, ...headers } }),
    body,
  })

export const mergePatch = patchOf('merge-patch+json')
export const jsonPatch = patchOf('json-patch+json')
export const strategicPatch = patchOf('strategic-merge-patch+json')
/** JSON is YAML. The path must name a fieldManager. */
export const apply = patchOf('apply-patch+yaml')

/** Opened now, collected at the end of the scenario. */
export const watch = (name: string, path: string, until: number | 'end', more: More = {}): Step =>
  get(name, path, { ...more, watch: { until } })

/** For cleanup: gone is as good as removed. */
export const forget = (path: string): Step => remove(`forget ${path}`, path, { accept: [404, 409] })

/** For setup: made is as good as there. */
export const ensure = (path: string, body: Json): Step =>
  post(`ensure ${path}`, path, body, { accept: [409] })

const tableOf = (kind: string): string => `application/json;as=${kind};v=v1;g=meta.k8s.io`
export const asTable = { accept: tableOf('Table') }
export const asPartialList = { accept: tableOf('PartialObjectMetadataList') }
export const asPartial = { accept: tableOf('PartialObjectMetadata') }
