/** Names in lower case; several values are one text with a zero byte between them. */
export type Headers = ReadonlyMap<string, string>

/** The headers of one stream as SPDY/3 writes them, before they are compressed. */
export function writeHeaders(headers: Headers): Buffer {
  const parts = [uint32(headers.size)]
  for (const text of [...headers].flat()) {
    const bytes = Buffer.from(text)
    parts.push(uint32(bytes.length), bytes)
  }
  return Buffer.concat(parts)
}

/** Reads what `writeHeaders` writes; throws what is wrong with it. */
export function readHeaders(bytes: Buffer): Headers {
  const headers = new Map<string, string>()
  let at = 4
  const next = (): string => {
    const from = at + 4
    at = from + bytes.readUInt32BE(at)
    if (at > bytes.length) throw new Error('a header is longer than its block')
    return bytes.toString('utf8', from, at)
  }
  for (let left = bytes.readUInt32BE(0); left > 0; left -= 1) headers.set(next().toLowerCase(), next())
  return headers
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
