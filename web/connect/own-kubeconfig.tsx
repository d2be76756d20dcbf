import { request } from '#web/data/client.ts'
import { Time } from '#web/ui/time.tsx'
import type { ReactNode } from 'react'
import { KubeconfigDialog } from './kubeconfig-dialog.tsx'

interface Issued {
  kubeConfig: string
  /** RFC 3339. */
  expires: string
}

interface Props {
  title: string
  /** What it is good for: left out for the management API. */
  cluster?: string
  /** The same in words: “on the management API”. */
  where: string
  fileName: string
  /** A first command to try. */
  first: string
  onClose: () => void
}

/** A kubeconfig with the person's own rights in one place, with a key that opens nothing else. */
export function OwnKubeconfig({ cluster, where, ...rest }: Props): ReactNode {
  return (
    <KubeconfigDialog
      issue={() =>
        request<Issued>('POST', '/auth/kubeconfig', { body: cluster === undefined ? {} : { cluster } })
      }
      renderAbout={({ expires }) => (
        <>
          This kubeconfig acts as you {where} until <Time at={expires} />. Keep it like a password.
        </>
      )}
      {...rest}
    />
  )
}
