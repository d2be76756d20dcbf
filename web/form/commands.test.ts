import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team } from '#api/kinds/team.ts'
import { expect, test } from 'vitest'
import { commandsFor, createCommand, deleteCommand, listCommand, patchCommand } from './commands.ts'

test('a creation is a manifest that the shell leaves alone', () => {
  expect(createCommand(team, { metadata: { name: 'red' } })).toBe(
    `kubectl create -f - <<'EOF'
{
  "apiVersion": "management.loft.sh/v1",
  "kind": "Team",
  "metadata": {
    "name": "red"
  }
}
EOF`,
  )
})

test('a change is one word, whatever is in it', () => {
  expect(patchCommand(team, { name: 'red' }, { spec: { description: "it's $HOME" } })).toBe(
    String.raw`kubectl patch teams.management.loft.sh red --type merge -p '{"spec":{"description":"it'\''s $HOME"}}'`,
  )
})

test('what is in a namespace is named with it', () => {
  expect(deleteCommand(spaceInstance, { name: 'dev', namespace: 'loft-p-web' })).toBe(
    'kubectl delete spaceinstances.management.loft.sh dev -n loft-p-web',
  )
})

test('what is done to an object can be copied as commands, of a pod also its log and a shell', () => {
  const texts = (plural: string) =>
    commandsFor({ group: '', plural }, { name: 'web-1', namespace: 'shop' }).map(({ command }) => command)
  expect(texts('configmaps')).toEqual([
    'kubectl get configmaps web-1 -n shop -o yaml',
    'kubectl delete configmaps web-1 -n shop',
  ])
  expect(texts('pods')).toEqual([
    'kubectl get pods web-1 -n shop -o yaml',
    'kubectl logs -f web-1 -n shop',
    'kubectl exec -it web-1 -n shop -- sh',
    'kubectl delete pods web-1 -n shop',
  ])
})

test('a list is one of a namespace, or of where the context is', () => {
  expect(listCommand({ group: 'apps', plural: 'deployments' }, 'shop')).toBe(
    'kubectl get deployments.apps -n shop',
  )
  expect(listCommand({ group: '', plural: 'nodes' })).toBe('kubectl get nodes')
})
