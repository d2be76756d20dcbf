/** One limit and what is used of it; without a limit there is none. */
export interface QuotaUse {
  used: number
  limit?: number | undefined
  /** What would be used after something that is only being thought about. */
  after?: number | undefined
}

/** What a quota limits, as people call it: `virtualclusterinstances.active` is “Virtual clusters awake”. */
export function quotaKeyWords(key: string): string {
  const [, plural = '', rest = ''] = /^(virtualclusterinstances|spaceinstances)(.*)$/.exec(key) ?? []
  if (plural === '') return key
  const what = plural === 'spaceinstances' ? 'Spaces' : 'Virtual clusters'
  if (rest === '') return what
  if (rest === '.active') return `${what} awake`
  const template = /^\.template=(.+)$/.exec(rest)?.[1]
  return template === undefined ? key : `${what} from template ${template}`
}

/** `3 of 5`, or `3` where nothing limits it. */
export function usedWords({ used, limit }: QuotaUse): string {
  return limit === undefined ? String(used) : `${used} of ${limit}`
}

/** What is left, or by how much it is exceeded: `2 left`, `none left`, `1 over the limit`, `no limit`. */
export function headroomWords({ used, limit }: QuotaUse): string {
  if (limit === undefined) return 'no limit'
  if (used > limit) return `${used - limit} over the limit`
  return used === limit ? 'none left' : `${limit - used} left`
}

/** What would be: `3 of 5 → 4 of 5`; the words for the use alone where nothing changes. */
export function previewWords({ used, limit, after }: QuotaUse): string {
  const now = usedWords({ used, limit })
  if (after === undefined || after === used) return now
  const exceeded = limit !== undefined && after > limit ? `, ${after - limit} over the limit` : ''
  return `${now} → ${usedWords({ used: after, limit })}${exceeded}`
}

/** What each may have: `For each person and each team at most: virtual clusters 3, spaces 5.` */
export function ownLimitWords(limits: readonly { key: string; limit?: number | undefined }[]): string {
  if (limits.length === 0) return 'Nobody is limited on their own: the limits are for all together.'
  const words = limits.map(({ key, limit = 0 }) => `${inSentence(quotaKeyWords(key))} ${limit}`)
  return `For each person and each team at most: ${words.join(', ')}.`
}

function inSentence(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** How near the limit is. */
export type Fill = 'free' | 'full' | 'over'

export function fillOf({ used, limit }: QuotaUse): Fill {
  if (limit === undefined || used < limit) return 'free'
  return used === limit ? 'full' : 'over'
}
