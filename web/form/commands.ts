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

/** Changes the object with kubectl as the form would. */
export function patchCommand(kind: Kind, name: string, patch: Tree): string {
  return `kubectl patch ${kind.plural}.${kind.group} ${name} --type merge -p ${quoted(JSON.stringify(patch))}`
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
