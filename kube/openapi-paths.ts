import parts from './generated/openapi-parts.json' with { type: 'json' }
import type { JsonSchema } from './json-schema.ts'

export const metaPrefix = 'io.k8s.apimachinery.pkg.apis.meta.v1.'
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** What is said of one kind all over its document. */
export interface Described {
  gvk: { group: string; version: string; kind: string }
  /** For example /apis/example.org/v1. */
  root: string
  plural: string
  namespaced: boolean
  listKind: string
  /** For example io.example.org.v1.Team: the group backwards, as Java packages are. */
  schemaName: string
  listSchemaName: string
  tag: string
  /** For example OrgExampleV1, in the middle of operation names. */
  operation: string
  schema: JsonSchema
  subresources: { name: string; responds: string }[]
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

type ParameterName = keyof typeof parts.parameters
const parametersOf = (...names: ParameterName[]) => names.map((name) => parts.parameters[name])
const listing: ParameterName[] = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'shardSelector',
  'timeoutSeconds',
  'watch',
]
const writing: ParameterName[] = ['dryRun', 'fieldManager', 'fieldValidation']
const patching: ParameterName[] = ['dryRun', 'fieldManagerOfPatch', 'fieldValidation', 'force']
const deleting: ParameterName[] = [
  'dryRun',
  'gracePeriodSeconds',
  'ignoreStoreReadErrorWithClusterBreakingPotential',
  'orphanDependents',
  'propagationPolicy',
]

/** What one operation is, before it is written out. */
interface Operation {
  verb: string
  action: string
  /** Ends the operation's name after the kind. */
  suffix?: string
  description: string
  parameters: ParameterName[]
  body?: { schema: string; types?: readonly string[]; required?: boolean }
  answers: string
  codes: readonly (200 | 201 | 202)[]
}

const phrases = { 200: 'OK', 201: 'Created', 202: 'Accepted' } as const
const objectTypes = ['application/json', 'application/yaml']
const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
]

function contentOf(schema: string, types: readonly string[] = objectTypes) {
  return { content: Object.fromEntries(types.map((type) => [type, { schema: ref(schema) }])) }
}

function written(kind: Described, operation: Operation, where: string) {
  const { verb, action, suffix = '', description, parameters, body, answers, codes } = operation
  const required = body?.required === false ? {} : { required: true }
  return {
    tags: [kind.tag],
    description,
    operationId: verb + kind.operation + where + kind.gvk.kind + suffix,
    ...(parameters.length === 0 ? {} : { parameters: parametersOf(...parameters) }),
    ...(body === undefined ? {} : { requestBody: { ...contentOf(body.schema, body.types), ...required } }),
    responses: {
      ...Object.fromEntries(
        codes.map((code) => [code, { description: phrases[code], ...contentOf(answers) }]),
      ),
      401: { description: 'Unauthorized' },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind.gvk,
  }
}

/** The paths of one kind with their operations, as kube-apiserver publishes them. */
export function pathsOf(kind: Described): Record<string, unknown> {
  const { root, plural, namespaced } = kind
  const base = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`
  const shared = namespaced ? parametersOf('namespace', 'pretty') : parametersOf('pretty')
  const where = namespaced ? 'Namespaced' : ''
  const ofObject = [nameParameter(kind.gvk.kind), ...shared]
  return {
    [base]: { ...collectionOperations(kind, where), parameters: shared },
    [`${base}/{name}`]: { ...objectOperations(kind, where), parameters: ofObject },
    ...Object.fromEntries(
      kind.subresources.map(({ name: sub, responds }) => [
        `${base}/{name}/${sub}`,
        { ...subresourceOperations(kind, where, sub, responds), parameters: ofObject },
      ]),
    ),
    ...(namespaced ? { [`${root}/${plural}`]: acrossNamespaces(kind) } : {}),
  }
}

function nameParameter(kind: string) {
  return {
    name: 'name',
    in: 'path',
    description: `name of the ${kind}`,
    required: true,
    schema: { type: 'string', uniqueItems: true },
  }
}

function collectionOperations(kind: Described, where: string) {
  const { gvk, schemaName: schema } = kind
  return {
    get: written(
      kind,
      {
        verb: 'list',
        action: 'list',
        description: `list objects of kind ${gvk.kind}`,
        parameters: listing,
        answers: kind.listSchemaName,
        codes: [200],
      },
      where,
    ),
    post: written(
      kind,
      {
        verb: 'create',
        action: 'post',
        description: `create a ${gvk.kind}`,
        parameters: writing,
        body: { schema },
        answers: schema,
        codes: [200, 201, 202],
      },
      where,
    ),
    delete: written(
      kind,
      {
        verb: 'delete',
        action: 'deletecollection',
        description: `delete collection of ${gvk.kind}`,
        parameters: listing,
        answers: `${metaPrefix}Status`,
        codes: [200],
      },
      `Collection${where}`,
    ),
  }
}

function objectOperations(kind: Described, where: string) {
  const remove: Operation = {
    verb: 'delete',
    action: 'delete',
    description: `delete a ${kind.gvk.kind}`,
    parameters: deleting,
    body: { schema: `${metaPrefix}DeleteOptions`, required: false },
    answers: `${metaPrefix}Status`,
    codes: [200, 202],
  }
  const rest = readReplacePatch(kind, where, '', `the specified ${kind.gvk.kind}`, kind.schemaName)
  return { ...rest, delete: written(kind, remove, where) }
}

function subresourceOperations(kind: Described, where: string, sub: string, schema: string) {
  return readReplacePatch(kind, where, capital(sub), `${sub} of the specified ${kind.gvk.kind}`, schema)
}

/** What an object and each of its subresources have in common; `of` is what the descriptions call it. */
function readReplacePatch(kind: Described, where: string, suffix: string, of: string, schema: string) {
  const read: Operation = {
    verb: 'read',
    action: 'get',
    suffix,
    description: `read ${of}`,
    parameters: ['resourceVersion'],
    answers: schema,
    codes: [200],
  }
  const replace: Operation = {
    verb: 'replace',
    action: 'put',
    suffix,
    description: `replace ${of}`,
    parameters: writing,
    body: { schema },
    answers: schema,
    codes: [200, 201],
  }
  const patch: Operation = {
    verb: 'patch',
    action: 'patch',
    suffix,
    description: `partially update ${of}`,
    parameters: patching,
    body: { schema: `${metaPrefix}Patch`, types: patchTypes },
    answers: schema,
    codes: [200],
  }
  return {
    get: written(kind, read, where),
    put: written(kind, replace, where),
    patch: written(kind, patch, where),
  }
}

/** What is answered and stored nowhere: at its own place, where it is made, or as a part of another kind's objects. */
export interface Answered {
  /** The kind of what is answered. */
  kind: string
  schemaName: string
  verb: 'get' | 'create'
  /** The kind whose part it is, and which. */
  part?: { of: Described; name: string }
  plural: string
}

/** The one path of such a kind; `like` is any kind of its group version. */
export function answeredPath(answered: Answered, like: Described): Record<string, unknown> {
  const { kind, schemaName, verb, part, plural } = answered
  const namespaced = part?.of.namespaced === true
  const described = { ...like, gvk: { ...like.gvk, kind } }
  const operation: Operation =
    verb === 'get'
      ? {
          verb: 'read',
          action: 'get',
          description: `read the ${kind}`,
          parameters: [],
          answers: schemaName,
          codes: [200],
        }
      : {
          verb: 'create',
          action: 'post',
          description: `create a ${kind}`,
          parameters: writing,
          body: { schema: schemaName },
          answers: schemaName,
          codes: [201],
        }
  const base = `${like.root}/${namespaced ? 'namespaces/{namespace}/' : ''}${plural}`
  const name = part === undefined ? [] : [nameParameter(part.of.gvk.kind)]
  return {
    [part === undefined ? base : `${base}/{name}/${part.name}`]: {
      [verb === 'get' ? 'get' : 'post']: written(described, operation, namespaced ? 'Namespaced' : ''),
      parameters: [...name, ...(namespaced ? parametersOf('namespace', 'pretty') : parametersOf('pretty'))],
    },
  }
}

/** The list over all namespaces, whose parameters belong to the path. */
function acrossNamespaces(kind: Described) {
  const list: Operation = {
    verb: 'list',
    action: 'list',
    suffix: 'ForAllNamespaces',
    description: `list objects of kind ${kind.gvk.kind}`,
    parameters: [],
    answers: kind.listSchemaName,
    codes: [200],
  }
  const parameters = parametersOf(...listing, 'pretty').sort((a, b) => (a.name < b.name ? -1 : 1))
  return { get: written(kind, list, ''), parameters }
}
