import type { ReactNode } from 'react'
import { OwnKubeconfig } from './own-kubeconfig.tsx'

/** kubectl for the management API: projects, teams, and all that the console itself works with. */
export function ConnectManagement({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <OwnKubeconfig
      title="Connect kubectl"
      where="on the management API"
      fileName="aerie-kubeconfig.yaml"
      first="kubectl get projects"
      onClose={onClose}
    />
  )
}
