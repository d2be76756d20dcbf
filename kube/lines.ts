/**
 * Cuts a stream of text chunks into lines; returns what to call for each chunk. The last, unfinished line
 * waits for its end, and a line longer than `most` characters throws RangeError: the peer is not sane.
 */
export function lineSplitter(take: (line: string) => void, most = 64 * 1024 * 1024): (chunk: string) => void {
  let parts: string[] = []
  let length = 0
  return (chunk) => {
    let start = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      parts.push(chunk.slice(start, end))
      const line = parts.join('')
      parts = []
      length = 0
      start = end + 1
      if (line !== '') take(line)
    }
    if (start < chunk.length) {
      parts.push(start === 0 ? chunk : chunk.slice(start))
      length += chunk.length - start
      if (length > most) throw new RangeError(`a line of the stream is longer than ${most} characters`)
    }
  }
}
