import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { user } from '#api/kinds/user.ts'
import {
  clusterPrefix,
  collectionPath,
  managementPrefix,
  spacePrefix,
  virtualClusterPrefix,
} from '#api/paths.ts'
import { apiVersionOf } from '#kube/types.ts'
import { keySecret, systemNamespace } from '#server/identity/keys.ts'
import { onManagementCluster } from './management-cluster.ts'
import { until, type TestServer } from './server.ts'

/** Somebody signed in from a command line. */
export interface Person {
  name: string
  key: string
  /** A kubeconfig for the management API or a cluster, as the console gives it. */
  kubeconfig: string
  /** A request below that prefix, by bearer over loopback http; bodies are JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export interface Answer {
  code: number
  headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  body: any
}

/** Signs in with a password and fetches a kubeconfig. */
export async function signIn(server: TestServer, name: string): Promise<Person> {
  const login = await fetch(`${server.http}/auth/password/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: name, password: server.password }),
  })
  if (login.status !== 201) throw new Error(`${name} cannot sign in: ${login.status} ${await login.text()}`)
  const { accessKey: key } = (await login.json()) as { accessKey: string }
  return withKey(server, name, key)
}

/** Somebody who has a key already. */
async function withKey(server: TestServer, name: string, key: string): Promise<Person> {
  const headers = { authorization: `Bearer ${key}` }
  const given = await fetch(`${server.http}/auth/kubeconfig`, { method: 'POST', headers })
  return personAt(server.http + managementPrefix, { name, key }, given)
}

/** Makes a user whom no team, project or list names, with a key. */
export async function makeOutsider(server: TestServer, admin: Person, name = 'outsider'): Promise<Person> {
  const object = { apiVersion: apiVersionOf(user), kind: user.kind, metadata: { name }, spec: {} }
  const made = await admin.ask('POST', collectionPath(user), object)
  const uid: string = made.body.metadata.uid
  const key = `aerie_key-of-${name}`
  const expires = new Date(Date.now() + 3_600_000).toISOString()
  const secret = keySecret(key, { user: name, uid, type: 'User', displayName: 'Test', expires })
  await onManagementCluster(server, (client) =>
    client.create(`/api/v1/namespaces/${systemNamespace}/secrets`, secret),
  )
  await until(
    async () =>
      (
        await fetch(`${server.http}${managementPrefix}/version`, {
          headers: { authorization: `Bearer ${key}` },
        })
      ).ok,
    () => `the key of ${name} is not known`,
  )
  return withKey(server, name, key)
}

/** The same person on a connected cluster, with a kubeconfig for it. */
export async function onCluster(server: TestServer, person: Person, cluster: string): Promise<Person> {
  const given = await fetch(`${server.http}/auth/kubeconfig`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ cluster }),
  })
  return personAt(server.http + clusterPrefix(cluster), person, given)
}

/** The same person in a space or virtual cluster of a project. */
export async function inProject(
  server: TestServer,
  person: Person,
  target: { project: string; space: string } | { project: string; virtualCluster: string },
): Promise<Person> {
  const given = await fetch(`${server.http}/auth/kubeconfig`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(target),
  })
  const prefix =
    'space' in target
      ? spacePrefix(target.project, target.space)
      : virtualClusterPrefix(target.project, target.virtualCluster)
  return personAt(server.http + prefix, person, given)
}

async function personAt(
  root: string,
  { name, key }: Pick<Person, 'name' | 'key'>,
  given: Response,
): Promise<Person> {
  if (given.status !== 201)
    throw new Error(`${name} gets no kubeconfig: ${given.status} ${await given.text()}`)
  const { kubeConfig } = (await given.json()) as { kubeConfig: string }
  const kubeconfig = join(await mkdtemp(join(tmpdir(), 'aerie-person-')), 'config')
  await writeFile(kubeconfig, kubeConfig, { mode: 0o600 })
  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(root + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status === 429) {
      // As every client of Kubernetes does: nothing was done, and the answer says when to come back.
      await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get('retry-after')) * 1000))
      return ask(method, path, body, headers)
    }
    const json = (response.headers.get('content-type') ?? '').includes('json') && !path.includes('watch=')
    return { code: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
  }
  return { name, key, kubeconfig, ask }
}
