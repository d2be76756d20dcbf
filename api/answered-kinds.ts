import * as z from 'zod/mini'
import { flag, text, texts } from './fields.ts'

/** What a kind looks like that is answered and stored nowhere; `fields` are those beside its metadata. */
export interface AnsweredShape {
  description: string
  fields: z.ZodMiniType
}

const infoFields = {
  name: text('Name of the object.'),
  displayName: text('The name that people read.'),
  icon: text('Address of a picture.'),
  username: text('The name to sign in with.'),
  email: text('E-mail address.'),
  subject: text('The identity in Kubernetes RBAC.'),
}

const infos = (description: string) =>
  z
    .optional(
      z.array(
        z.object({ info: z.optional(z.object(infoFields)).check(z.describe('Who they are, in few words.')) }),
      ),
    )
    .check(z.describe(description))

/** Whole objects of a kind that is described elsewhere. */
const wholes = (description: string) => z.optional(z.array(z.looseObject({}))).check(z.describe(description))

const asked = z
  .optional(
    z.object({
      resourceAttributes: z
        .optional(
          z.object({
            verb: text('The verb, * is all; use is working in an instance.'),
            group: text('The API group.'),
            version: text('The version of the group.'),
            resource: text('The plural of the resource.'),
            subresource: text('The part of it.'),
            namespace: text('The namespace; empty is all of them.'),
            name: text('The name of the object; empty is all of them.'),
          }),
        )
        .check(z.describe('A question about resources.')),
      nonResourceAttributes: z
        .optional(z.object({ verb: text('The method in lower case.'), path: text('The path.') }))
        .check(z.describe('A question about another path.')),
      user: text('Whom the question is about.'),
      groups: texts('Groups; who is in which is known here, so they say nothing.'),
      uid: text('Says nothing.'),
    }),
  )
  .check(z.describe('What is asked.'))

const decided = z
  .optional(
    z.object({
      allowed: flag('Whether it is allowed.'),
      denied: flag('Whether it is denied.'),
      reason: text('Why.'),
      evaluationError: text('What could not be found out.'),
    }),
  )
  .check(z.describe('The answer.'))

const keys = wholes('Their access keys, without what opens anything.')

const kubeconfig = z.object({
  spec: z
    .optional(
      z.object({
        certificateTTL: z
          .optional(z.int())
          .check(z.describe('For how many seconds it is good; a day if not said.')),
        server: text('The address in it, in the place of the gateway’s own.'),
        clientCert: flag('Whether it has a certificate; not possible.'),
      }),
    )
    .check(z.describe('What is asked for.')),
  status: z
    .optional(z.object({ kubeConfig: text('The kubeconfig, as YAML.') }))
    .check(z.describe('What is answered.')),
})

const assigned = (description: string) =>
  z.optional(z.array(z.looseObject({ name: text('The name.') }))).check(z.describe(description))

/** By kind (contract §2.2, §3.3–3.5, §3.8, §3.11). */
export const answeredShapes: Readonly<Record<string, AnsweredShape | undefined>> = {
  ClusterMembers: {
    description: 'The users and teams who see a cluster.',
    fields: z.object({ users: infos('The users.'), teams: infos('The teams.') }),
  },
  ProjectClusters: {
    description: 'The clusters that a project allows.',
    fields: z.object({ clusters: wholes('The clusters.') }),
  },
  ProjectMembers: {
    description: 'The users and teams who are members of a project.',
    fields: z.object({ users: infos('The users.'), teams: infos('The teams.') }),
  },
  ProjectTemplates: {
    description: 'The templates that a project allows.',
    fields: z.object({
      defaultVirtualClusterTemplate: text('The one that is taken when none is named.'),
      virtualClusterTemplates: wholes('Templates of virtual clusters.'),
      defaultSpaceTemplate: text('The one that is taken when none is named.'),
      spaceTemplates: wholes('Templates of spaces.'),
    }),
  },
  SpaceInstanceKubeConfig: { description: 'A kubeconfig for a space.', fields: kubeconfig },
  VirtualClusterInstanceKubeConfig: {
    description: 'A kubeconfig for a virtual cluster.',
    fields: kubeconfig,
  },
  TeamAccessKeys: { description: 'The access keys of a team.', fields: z.object({ accessKeys: keys }) },
  UserAccessKeys: { description: 'The access keys of a user.', fields: z.object({ accessKeys: keys }) },
  UserClusters: {
    description: 'The clusters that a user sees.',
    fields: z.object({ clusters: wholes('The clusters.') }),
  },
  UserPermissions: {
    description: 'What a user is a member of, in which role, and through whom.',
    fields: z.object({
      clusterRoles: assigned('Roles on connected clusters.'),
      namespaceRoles: assigned('Roles in namespaces.'),
      teamMemberships: assigned('Teams.'),
      projectMemberships: assigned('Projects.'),
      managementRoles: assigned('Roles on the management API.'),
      clusterAccessRoles: assigned('Roles through access to clusters.'),
      virtualClusterRoles: assigned('Roles in virtual clusters.'),
    }),
  },
  UserProfile: {
    description: 'What a user says of themselves.',
    fields: z.object({
      displayName: text('The name that people read.'),
      username: text('The name to sign in with.'),
      password: text('The new password.'),
      currentPassword: text('The present password, to change it.'),
      email: text('E-mail address.'),
      icon: text('Address of a picture.'),
    }),
  },
  Self: {
    description: 'Who you are here.',
    fields: z.object({
      spec: z
        .optional(z.object({ accessKey: text('A key to look at in the place of your own.') }))
        .check(z.describe('What is asked.')),
      status: z
        .optional(
          z.looseObject({
            user: z.optional(z.looseObject(infoFields)).check(z.describe('The user whom you act as.')),
            team: z.optional(z.looseObject(infoFields)).check(z.describe('The team whom you act as.')),
            accessKey: text('Name of the access key in use.'),
            accessKeyType: text('What the key is for.'),
            subject: text('The identity in Kubernetes RBAC.'),
            uid: text('The identity of the user object.'),
            groups: texts('The groups in Kubernetes RBAC.'),
            projectNamespacePrefix: text('What the names of project namespaces begin with.'),
            instanceID: text('The identity of this installation.'),
          }),
        )
        .check(z.describe('The answer.')),
    }),
  },
  SelfSubjectAccessReview: {
    description: 'Whether you may do something on the management API.',
    fields: z.object({ spec: asked, status: decided }),
  },
  SubjectAccessReview: {
    description: 'Whether somebody may do something on the management API.',
    fields: z.object({ spec: asked, status: decided }),
  },
}
