/** The Kubernetes whose behaviour is recorded in e2e/oracle and followed everywhere. */
export const kubernetesVersion = { major: '1', minor: '36', gitVersion: 'v1.36.3' }
