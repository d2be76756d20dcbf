interface Decoded {
  /** Undefined where it is no text. */
  text: string | undefined
  /** In bytes. */
  length: number
}

/** What base64 stands for, as Secrets have it. */
export function decoded(base64: string): Decoded {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return { text: textIn(bytes), length: bytes.length }
  } catch {
    return { text: undefined, length: 0 }
  }
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** `1 byte`, `12 bytes`, `3.4 KiB`. */
export function bytesWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  return `${(bytes / 1024).toFixed(1)} KiB`
}
