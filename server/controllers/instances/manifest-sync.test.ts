import { expect, test } from 'vitest'
import { syncManifests } from './manifest-sync.ts'
import { Problem } from './problem.ts'
import type { Target } from './target.ts'

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`

/** A target that notes what it is asked for. */
function recorder(refused?: string) {
  const steps: string[] = []
  const target = {
    ensure(object) {
      steps.push(`apply ${object.kind} ${object.metadata.name}`)
      return Promise.resolve(object)
    },
    remove({ kind, metadata }) {
      steps.push(`remove ${metadata.name}`)
      return kind === refused ? Promise.reject(new Problem('UnknownKind', 'gone')) : Promise.resolve()
    },
  } as Partial<Target> as Target
  const note = () => {
    steps.push('note')
    return Promise.resolve()
  }
  return { target, steps, note }
}

test('what left goes before the new is noted, and is noted before it comes', async () => {
  const { target, steps, note } = recorder()
  const text = `${configMap('b')}---\n${configMap('c')}`
  await syncManifests(target, { text, before: `${configMap('a')}---\n${configMap('b')}`, note })
  expect(steps).toEqual(['remove a', 'note', 'apply ConfigMap b', 'apply ConfigMap c'])
})

test('nothing is noted where nothing changed, and everything is kept as it should be', async () => {
  const { target, steps, note } = recorder()
  await syncManifests(target, { text: configMap('a'), before: configMap('a'), note })
  expect(steps).toEqual(['apply ConfigMap a'])
})

test('what others are in comes first, and a kind that is gone took its objects with it', async () => {
  const { target, steps, note } = recorder('ConfigMap')
  const text = `apiVersion: v1\nkind: Secret\nmetadata: { name: s }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: n }\n`
  await syncManifests(target, { text, before: configMap('a'), note })
  expect(steps).toEqual(['remove a', 'note', 'apply Namespace n', 'apply Secret s'])
})
