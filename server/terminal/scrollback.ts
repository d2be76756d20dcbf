/** What a session shows again to who comes back to it. */
export interface Scrollback {
  add(bytes: Buffer): void
  all(): Buffer
}

/**
 * Keeps the newest output, at most so many bytes. What is dropped ends with a line where there is one, so that
 * what is left does not begin within a character or a sequence.
 */
export function makeScrollback(most: number): Scrollback {
  let chunks: Buffer[] = []
  let size = 0
  return {
    add(bytes) {
      chunks.push(bytes)
      size += bytes.length
      // Once in a while, so that a burst is not copied with every chunk of it.
      if (size <= 2 * most) return
      chunks = [newest(Buffer.concat(chunks), most)]
      size = chunks[0]?.length ?? 0
    },
    all: () => newest(Buffer.concat(chunks), most),
  }
}

const lineFeed = 0x0a

function newest(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes
  const from = bytes.length - most
  const line = bytes.indexOf(lineFeed, from - 1)
  return bytes.subarray(line === -1 ? from : line + 1)
}
