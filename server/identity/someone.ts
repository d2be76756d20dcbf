import type { Identity } from './identity.ts'

/** Somebody with no rights but those that a test gives them. */
export function someone(user: string, given: Partial<Identity> = {}): Identity {
  return {
    user,
    uid: `uid-${user}`,
    subject: `loft:user:${user}`,
    groups: [],
    teams: [],
    admin: false,
    colleagues: [],
    roles: new Map(),
    leads: [...(given.roles ?? new Map()).values()].includes('admin'),
    reach: { clusters: new Set(), spacetemplates: new Set(), virtualclustertemplates: new Set() },
    ...given,
  }
}
