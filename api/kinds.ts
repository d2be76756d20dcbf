import type { StoredKind } from '#api/kind.ts'
import { team, teamSchema } from '#api/kinds/team.ts'
import { user, userSchema } from '#api/kinds/user.ts'

/** Every kind of the management API that is stored, each once. */
export const kinds: readonly StoredKind[] = [
  { ...team, schema: teamSchema() },
  { ...user, schema: userSchema() },
]
