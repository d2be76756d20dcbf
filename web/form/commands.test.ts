import { team } from '#api/kinds/team.ts'
import { expect, test } from 'vitest'
import { createCommand, patchCommand } from './commands.ts'

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
  expect(patchCommand(team, 'red', { spec: { description: "it's $HOME" } })).toBe(
    String.raw`kubectl patch teams.management.loft.sh red --type merge -p '{"spec":{"description":"it'\''s $HOME"}}'`,
  )
})
