import { pageNotFound } from './errors.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { Answer } from './exchange.ts'

export function openApi(_cluster: Cluster, _path: string): Answer {
  throw pageNotFound()
}
