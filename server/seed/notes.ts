import { orAbsent, type Client } from '#server/cluster/client.ts'
import { systemNamespace } from '#server/identity/keys.ts'

/** On Aerie's namespace, once the whole story has been told. */
const toldAnnotation = 'aerie.dev/told'

/** On Aerie's namespace: what the installation began with. */
export const seededAnnotation = 'aerie.dev/seeded'

const namespace = `/api/v1/namespaces/${systemNamespace}`
const configMaps = `${namespace}/configmaps`
const name = 'demo-story'

/** How far a chapter is: its object has been made, or all of it has been told. */
export type Stage = 'made' | 'told'

/** How far the story is, kept where every server finds it: what is noted is not told again. */
export interface Notes {
  of(key: string): Stage | undefined
  put(key: string, stage: Stage): Promise<void>
  /** The end: nothing of the story is looked at any more. */
  close(): Promise<void>
}

/** Undefined where there is no story, or none any more. */
export async function openNotes(client: Client): Promise<Notes | undefined> {
  const { metadata } = await client.get(namespace)
  const { [seededAnnotation]: seeded, [toldAnnotation]: told } = metadata.annotations ?? {}
  if (seeded !== 'demo' || told !== undefined) return undefined
  const path = `${configMaps}/${name}`
  const found = await orAbsent(client.get(path))
  if (found === undefined)
    await client.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
  const stages = new Map(Object.entries((found?.['data'] ?? {}) as Record<string, Stage>))
  return {
    of: (key) => stages.get(key),
    async put(key, stage) {
      await client.merge(path, { data: { [key]: stage } })
      stages.set(key, stage)
    },
    async close() {
      const annotations = { [toldAnnotation]: new Date().toISOString() }
      await client.merge(namespace, { metadata: { annotations } })
      await orAbsent(client.remove(path))
    },
  }
}
