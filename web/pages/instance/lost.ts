import { addQuantities, formatQuantity, parseQuantity } from '#kube/quantity.ts'
import { counted, inARow, named } from '#web/ui/name-words.ts'

/** What lives in a space or a virtual cluster, and goes with it. */
export interface Contents {
  pods: number
  /** Names of the namespaces that people made; a space has none inside. */
  namespaces: readonly string[]
  /** What each stored volume asks for, such as `5Gi`. */
  volumes: readonly string[]
}

/** Whether nobody would miss anything of it. */
export function isEmpty({ pods, namespaces, volumes }: Contents): boolean {
  return pods === 0 && namespaces.length === 0 && volumes.length === 0
}

/** `7 pods and 1 stored volume of 5Gi`, `namespaces shop and mail, 4 pods`; what is not there is not said. */
export function contentsWords({ pods, namespaces, volumes }: Contents): string {
  const parts = [
    namespaces.length === 0
      ? ''
      : `${namespaces.length === 1 ? 'namespace' : 'namespaces'} ${named(namespaces)}`,
    pods === 0 ? '' : counted(pods, 'pod'),
    volumes.length === 0 ? '' : `${counted(volumes.length, 'stored volume')}${storageWords(volumes)}`,
  ].filter((part) => part !== '')
  return inARow(parts)
}

function storageWords(volumes: readonly string[]): string {
  const sizes = volumes.flatMap((text) => parseQuantity(text) ?? [])
  const [first, ...rest] = sizes
  if (first === undefined) return ''
  const all = rest.reduce((sum, size) => addQuantities(sum, size), first)
  return ` of ${formatQuantity(all)}`
}
