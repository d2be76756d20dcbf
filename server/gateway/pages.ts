import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Hides where the page of a reduced list ends: an API server's `continue` holds the name of the last object that it
 * looked at, which may be one that is not seen. Every server over a management cluster reads what another wrote.
 */
export interface Pages {
  seal: (token: string) => string
  /** Undefined for what none of them wrote. */
  open: (sealed: string) => string | undefined
}

const algorithm = 'aes-256-gcm'
const [nonceLength, tagLength] = [12, 16]

/** `secret` is one that all of them have. */
export function openPages(secret: string): Pages {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'aerie: where pages end', 32))
  return {
    seal(token) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, key, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(token, 'utf8'), cipher.final()])
      return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < nonceLength + tagLength) return undefined
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength))
      decipher.setAuthTag(bytes.subarray(-tagLength))
      try {
        const text = decipher.update(bytes.subarray(nonceLength, -tagLength))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
