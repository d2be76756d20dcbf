import type { Kind } from '#api/kind.ts'
import { team } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'

/** Every kind of the management API that is stored, each once. */
export const kinds: readonly Kind[] = [team, user]
