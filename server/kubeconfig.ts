import { stringify } from 'yaml'

/** A kubeconfig with one context; `ca` is PEM, `token` an access key (management-api §3.8 wants the user called `vcluster`). */
export function kubeconfigOf({
  name,
  server,
  ca,
  token,
  namespace,
}: {
  name: string
  server: string
  ca: string
  token: string
  /** Where commands go that name none. */
  namespace?: string
}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name, cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    users: [{ name: 'vcluster', user: { token } }],
    contexts: [
      {
        name,
        context: { cluster: name, user: 'vcluster', ...(namespace === undefined ? {} : { namespace }) },
      },
    ],
    'current-context': name,
  })
}
