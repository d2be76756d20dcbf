import { team } from '#api/kinds/team.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { signIn } from '#e2e/support/people.ts'
import type { TestServer } from '#e2e/support/server.ts'

export interface TeamSpec {
  displayName?: string
  description?: string
  users?: string[]
}

/** Teams as somebody on a command line sees them: how a test sets the scene and reads what was saved. */
export interface ManagementApi {
  createTeam: (name: string, spec?: TeamSpec, labels?: Record<string, string>) => Promise<void>
  patchTeam: (name: string, spec: TeamSpec) => Promise<void>
  deleteTeam: (name: string) => Promise<void>
  /** What the team is; undefined if there is none. */
  teamSpec: (name: string) => Promise<TeamSpec | undefined>
  teamNames: () => Promise<string[]>
}

export async function managementApi(server: TestServer, username: string): Promise<ManagementApi> {
  const person = await signIn(server, username)
  const all = collectionPath(team)
  return {
    async createTeam(name, spec = {}, labels = {}) {
      const { group, version, kind } = team
      const body = { apiVersion: `${group}/${version}`, kind, metadata: { name, labels }, spec }
      expectCode(await person.ask('POST', all, body), 201)
    },
    async patchTeam(name, spec) {
      const type = { 'content-type': 'application/merge-patch+json' }
      expectCode(await person.ask('PATCH', objectPath(team, name), { spec }, type), 200)
    },
    async deleteTeam(name) {
      expectCode(await person.ask('DELETE', objectPath(team, name)), 200)
    },
    async teamSpec(name) {
      const { code, body } = await person.ask('GET', objectPath(team, name))
      return code === 404 ? undefined : (body as { spec: TeamSpec }).spec
    },
    async teamNames() {
      const { body } = await person.ask('GET', all)
      return (body as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name)
    },
  }
}

function expectCode({ code, body }: { code: number; body: unknown }, wanted: number): void {
  if (code !== wanted) throw new Error(`${code} instead of ${wanted}: ${JSON.stringify(body)}`)
}

/** Ends the session behind these cookies on the server, while the browser still holds them. */
export async function endSession(
  server: TestServer,
  cookies: readonly { name: string; value: string }[],
): Promise<void> {
  const response = await fetch(`${server.http}/auth/logout`, {
    method: 'POST',
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      origin: server.http,
    },
  })
  if (!response.ok) throw new Error(`the session was not ended: ${response.status}`)
}
