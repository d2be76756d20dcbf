import type { Kind } from '#api/kind.ts'
import { project } from '#api/kinds/project.ts'
import { team } from '#api/kinds/team.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { signIn } from '#e2e/support/people.ts'
import type { TestServer } from '#e2e/support/server.ts'

export interface TeamSpec {
  displayName?: string
  description?: string
  users?: string[]
}

/** What a new object is made of. */
export interface Made {
  name: string
  namespace?: string
  spec?: object
}

/** The API as somebody on a command line sees it: how a test sets the scene and reads what was saved. */
export interface ManagementApi {
  create: (kind: Kind, made: Made) => Promise<void>
  has: (kind: Kind, name: string, namespace?: string) => Promise<boolean>
  /** As a merge patch. */
  patch: (kind: Kind, change: object, name: string, namespace?: string) => Promise<void>
  delete: (kind: Kind, name: string, namespace?: string) => Promise<void>
  /** Makes a project on all clusters and templates; members are `user:maya` or `team:checkout` by their role. */
  createProject: (name: string, members: Record<string, Role>, spec?: object) => Promise<void>
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
  async function create(kind: Kind, { name, namespace, spec = {}, ...rest }: Made & { labels?: object }) {
    const apiVersion = `${kind.group}/${kind.version}`
    const body = { apiVersion, kind: kind.kind, metadata: { name, ...rest }, spec }
    expectCode(await person.ask('POST', collectionPath(kind, namespace), body), 201)
  }
  async function patch(kind: Kind, change: object, name: string, namespace?: string) {
    const type = { 'content-type': 'application/merge-patch+json' }
    expectCode(await person.ask('PATCH', objectPath(kind, name, namespace), change, type), 200)
  }
  async function remove(kind: Kind, name: string, namespace?: string) {
    expectCode(await person.ask('DELETE', objectPath(kind, name, namespace)), 200)
  }
  return {
    create,
    patch,
    async has(kind, name, namespace) {
      return (await person.ask('GET', objectPath(kind, name, namespace))).code === 200
    },
    async createProject(name, members, spec = {}) {
      const any = { group: 'storage.loft.sh', name: '*' }
      await create(project, {
        name,
        spec: {
          allowedClusters: [{ name: '*' }],
          allowedTemplates: ['VirtualClusterTemplate', 'SpaceTemplate'].map((kind) => ({ ...any, kind })),
          members: Object.entries(members).map(([member, role]) => memberOf(member, role)),
          ...spec,
        },
      })
    },
    async createTeam(name, spec = {}, labels = {}) {
      await create(team, { name, spec, labels })
    },
    patchTeam: (name, spec) => patch(team, { spec }, name),
    delete: remove,
    deleteTeam: (name) => remove(team, name),
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

type Role = 'admin' | 'user' | 'viewer'

function memberOf(member: string, role: Role): object {
  const [kind = '', name = ''] = member.split(':')
  return {
    kind: kind === 'team' ? 'Team' : 'User',
    group: 'storage.loft.sh',
    name,
    clusterRole: `loft-management-project-${role}`,
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
