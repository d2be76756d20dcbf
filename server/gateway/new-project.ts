import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { objectPath } from '#api/paths.ts'
import { unavailable } from '#kube/status.ts'
import { ensureProjectNamespace } from '#server/controllers/project-namespace.ts'
import type { Context } from './context.ts'

/**
 * Makes what a project has from the moment that it is told to be there: its namespace and its ledger. What fails
 * here is repaired by the controller, and until then its maker is told that it is not ready.
 */
export async function prepareProject({ client, ledgers, report }: Context, name: string): Promise<void> {
  try {
    const project = await client.get<Project>(objectPath(projectKind, name))
    await Promise.all([ensureProjectNamespace(client, project), ledgers.ensure(name)])
  } catch (error) {
    report(error)
    throw unavailable(`project "${name}" is made, but its namespace is not there yet; please try again`)
  }
}
