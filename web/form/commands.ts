import type { Kind } from '#api/kind.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { Tree } from './merge.ts'

/** Makes the object with kubectl, from a manifest that stands in the command itself. */
export function createCommand(kind: Kind, object: Tree): string {
  const manifest = JSON.stringify(
    { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object },
    undefined,
    2,
  )
  return `kubectl create -f - <<'EOF'\n${manifest}\nEOF`
}

/** Makes the object of a manifest with kubectl, or changes it so. */
export function applyCommand(manifest: string): string {
  return `kubectl apply -f - <<'EOF'\n${manifest}EOF`
}

/** What names one object on kubectl's command line. */
export interface Named {
  name: string
  namespace?: string | undefined
}

/** What names its kind; of Kubernetes' own first kinds the group is empty. */
type Typed = Pick<Kind, 'plural' | 'group'>

/** Changes the object with kubectl as the form would. */
export function patchCommand(kind: Kind, named: Named, patch: Tree): string {
  return `kubectl patch ${target(kind, named)} --type merge -p ${quoted(JSON.stringify(patch))}`
}

/** Shows the object with kubectl. */
export function getCommand(kind: Typed, named: Named): string {
  return `kubectl get ${target(kind, named)} -o yaml`
}

/** Lists objects of a kind with kubectl: of one namespace, or of the one that the context says. */
export function listCommand(kind: Typed, namespace?: string): string {
  return `kubectl get ${typeOf(kind)}${namespace === undefined ? '' : ` -n ${namespace}`}`
}

/** Deletes the object with kubectl. */
export function deleteCommand(kind: Typed, named: Named): string {
  return `kubectl delete ${target(kind, named)}`
}

/** What is done to an object most often, each as a command; a pod has more of it. */
export function commandsFor(kind: Typed, named: Named): { words: string; command: string }[] {
  const where = named.namespace === undefined ? '' : ` -n ${named.namespace}`
  const ofPods = [
    { words: 'Follow its log', command: `kubectl logs -f ${named.name}${where}` },
    { words: 'A shell in it', command: `kubectl exec -it ${named.name}${where} -- sh` },
  ]
  return [
    { words: 'Show it', command: getCommand(kind, named) },
    ...(kind.group === '' && kind.plural === 'pods' ? ofPods : []),
    { words: 'Delete it', command: deleteCommand(kind, named) },
  ]
}

function target(kind: Typed, { name, namespace }: Named): string {
  return `${typeOf(kind)} ${name}${namespace === undefined ? '' : ` -n ${namespace}`}`
}

function typeOf({ plural, group }: Typed): string {
  return group === '' ? plural : `${plural}.${group}`
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
