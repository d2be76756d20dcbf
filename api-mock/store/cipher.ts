import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Encrypts values at rest; `key` is the row's key, so that a value moved to another row is refused. */
export interface Cipher {
  encrypt(key: string, text: string): string
  /** Throws when the value was made with another secret, for another key, or was damaged. */
  decrypt(key: string, value: string): string
}

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** AES-256-GCM with a random nonce for each value; `secret` has 32 bytes. */
export function createCipher(secret: Buffer): Cipher {
  return {
    encrypt(key, text) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, secret, nonce)
      cipher.setAAD(Buffer.from(key))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    decrypt(key, value) {
      const bytes = Buffer.from(value, 'base64')
      const nonce = bytes.subarray(0, nonceLength)
      const decipher = createDecipheriv(algorithm, secret, nonce, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(key))
      decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
      const sealed = bytes.subarray(nonceLength + tagLength)
      return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
    },
  }
}
