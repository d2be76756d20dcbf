import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team } from '#api/kinds/team.ts'
import { expect, test } from 'vitest'
import { createCommand, deleteCommand, patchCommand } from './commands.ts'

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
