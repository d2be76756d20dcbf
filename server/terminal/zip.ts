import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflated = promisify(inflateRaw)

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localHeader = 0x04034b50

/**
 * One file out of a ZIP archive, unpacked. Only what the archives we read use: no encryption, no ZIP64, stored
 * or deflated. Rejects with RangeError or Error when the archive is not of that kind or has no such file.
 *
 * Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function unzip(archive: Buffer, name: string): Promise<Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || archive.readUInt32LE(end) !== endOfDirectory) throw new Error('not a ZIP archive')
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('the ZIP directory is damaged')
    const nameLength = archive.readUInt16LE(at + 28)
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return entryAt(archive, at)
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  throw new Error(`the ZIP archive has no ${name}`)
}

/** The local header repeats the name and may carry other extra fields than the directory: both are skipped. */
async function entryAt(archive: Buffer, entry: number): Promise<Buffer> {
  const method = archive.readUInt16LE(entry + 10)
  const packedLength = archive.readUInt32LE(entry + 20)
  const header = archive.readUInt32LE(entry + 42)
  if (archive.readUInt32LE(header) !== localHeader) throw new Error('the ZIP entry is damaged')
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
  const packed = archive.subarray(start, start + packedLength)
  if (method === 0) return packed
  if (method === 8) return inflated(packed)
  throw new Error(`the ZIP entry is packed with method ${method}, which is not known here`)
}
