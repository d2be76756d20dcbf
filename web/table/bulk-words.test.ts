import { expect, test } from 'vitest'
import { confirmation, kubectlCommands, namesOf, outcomeWords } from './bulk-words.ts'

function thing(name: string, namespace?: string) {
  return { metadata: { name, ...(namespace === undefined ? {} : { namespace }) } }
}

test('kubectl is asked once for each namespace', () => {
  const pods = [thing('a', 'one'), thing('b', 'two'), thing('c', 'one')]
  expect(kubectlCommands('delete', 'pods', pods)).toBe(
    'kubectl delete pods a c -n one\nkubectl delete pods b -n two',
  )
  expect(kubectlCommands('get', 'nodes', [thing('n1'), thing('n2')])).toBe('kubectl get nodes n1 n2')
})

test('names say their namespace where there are several', () => {
  expect(namesOf([thing('a', 'one'), thing('b', 'one')])).toBe('a\nb')
  expect(namesOf([thing('a', 'one'), thing('a', 'two')])).toBe('one/a\ntwo/a')
})

test('more than a few are confirmed by their number', () => {
  expect(confirmation(5)).toBeUndefined()
  expect(confirmation(6)).toBe('6')
})

test('what came of it is one sentence', () => {
  const pods = { what: 'pods', one: 'pod' }
  expect(outcomeWords(pods, 1, 1)).toEqual({ words: '1 pod deleted', tone: 'good' })
  expect(outcomeWords(pods, 2, 5)).toEqual({ words: '3 of 5 pods could not be deleted', tone: 'bad' })
})
