/** Where platform admins read how the server is set up. */
export const settingsPath = '/api/settings'

/** What was decided when the server was started. */
export interface StartSettings {
  /** Addresses of the console. */
  origins: string[]
  /** Where https listens. */
  bind: string
  /** Of this server; each has its own. */
  auditFile: string
}

/** How a server is set up, for platform admins to read. */
export interface Settings extends StartSettings {
  /** The address that goes into kubeconfigs. */
  address: string
  instanceID: string
  signIn: { method: 'password'; shortestPassword: number; sessionSeconds: number }[]
  limits: { requestBytes: number; requestsPerPerson: number; preferencesBytes: number }
}
