import { projectNamespace } from '#api/project-namespace.ts'
import { accessTo } from '#web/data/access.ts'
import { insideList } from '#web/data/inside.ts'
import { objectOf } from '#web/data/queries.ts'
import { spaceSide, virtualClusterSide, type Side } from '#web/pages/instance/sides.ts'
import { begun } from '#web/route-parts.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunction, Params } from 'react-router'
import { eventRows } from './event-row.ts'
import { lookInto, type Where } from './look.ts'
import { podRows } from './pod-row.ts'

/** What a part of a page shows: of which side, where, and of what. */
export interface Part {
  one: Side['one']
  where: Where
  what: 'pods' | 'events'
}

/** Asks for what a part shows before the page is drawn: the sooner, the sooner the first rows are there. */
export function beginPart(client: QueryClient, part: Part): LoaderFunction {
  return ({ params }) => begun(read(client, part, params))
}

async function read(client: QueryClient, { one, where, what }: Part, params: Params): Promise<void> {
  const side = one === 'space' ? spaceSide : virtualClusterSide
  const { project = '', name = '' } = params
  const namespace = projectNamespace(project)
  const [{ object, gone }, review] = await Promise.all([
    client.query(objectOf(side.kind, name, namespace)),
    client.query(accessTo('use', side.kind, name, namespace)),
  ])
  const againstUse = review.status?.allowed === true ? undefined : (review.status?.reason ?? '')
  const look = lookInto({ side, instance: object, gone, againstUse }, where)
  if (!('place' in look)) return
  await (what === 'pods'
    ? client.query(insideList(look.place, podRows))
    : client.query(insideList(look.place, eventRows)))
}
