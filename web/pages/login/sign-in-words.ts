import type { StatusError } from '#kube/status.ts'

/** Why signing in did not work. Which of user name and password was wrong, nobody is told. */
export function signInWords(error: StatusError): string {
  switch (error.code) {
    case 0:
      return 'The server cannot be reached. Check your network and try again.'
    case 401:
      return 'User name or password is wrong.'
    case 429: {
      const wait = error.status.details?.retryAfterSeconds
      return wait === undefined
        ? 'Too many attempts. Wait a little and try again.'
        : `Too many attempts. Try again in ${waitWords(wait)}.`
    }
    default:
      return `Signing in did not work: ${error.message}`
  }
}

function waitWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
