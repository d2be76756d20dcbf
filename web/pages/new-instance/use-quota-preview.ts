import type { Project } from '#api/kinds/project.ts'
import type { ObjectOf } from '#api/kind.ts'
import { quotaPreview } from '#web/data/project-parts.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { countedIn } from './instance-form.ts'

/** How long nothing must be typed before the server is asked, in milliseconds. */
const pause = 350

/** Asks what the quotas would say of this very object; undefined while it is not complete. */
export function useQuotaPreview(side: Side, project: Project, object: Instance | undefined) {
  const text = object === undefined ? '' : JSON.stringify(object)
  const settled = useSettled(text)
  const asked = settled === '' ? undefined : (JSON.parse(settled) as ObjectOf<Side['kind']>)
  const query = useQuery({
    ...quotaPreview(side.kind, asked ?? { metadata: { name: '' }, spec: {} }, countedIn(project)),
    enabled: asked !== undefined && settled === text,
    placeholderData: keepPreviousData,
  })
  return { numbers: query.data, error: query.error }
}

/** The text as it was when nothing was typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
