import { request } from '#web/data/client.ts'
import { Time } from '#web/ui/time.tsx'
import type { ReactNode } from 'react'
import { KubeconfigDialog } from './kubeconfig-dialog.tsx'

interface Issued {
  kubeConfig: string
  /** RFC 3339. */
  expires: string
}

/** kubectl for the management API: projects, teams, and all that the console itself works with. */
export function ConnectManagement({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <KubeconfigDialog
      title="Connect kubectl"
      issue={() => request<Issued>('POST', '/auth/kubeconfig', { body: {} })}
      fileName="aerie-kubeconfig.yaml"
      renderAbout={({ expires }) => (
        <>
          This kubeconfig acts as you on the management API until <Time at={expires} />. Keep it like a
          password.
        </>
      )}
      first="kubectl get projects"
      onClose={onClose}
    />
  )
}
