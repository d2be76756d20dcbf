import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { unzip } from './zip.ts'

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}

/** An archive as `zip` would write it, with the fields that a reader may not trust left at zero. */
function archiveOf(files: { name: string; content: string; method: number }[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, method } of files) {
    const data = method === 8 ? deflateRawSync(content) : Buffer.from(content)
    const extra = Buffer.from('extra')
    const sizes = [number(0, 4), number(data.length, 4), number(content.length, 4), number(name.length, 2)]
    const common = [number(0, 2), number(method, 2), number(0, 4), ...sizes]
    const local = Buffer.concat([
      number(0x04034b50, 4),
      number(20, 2),
      ...common,
      number(extra.length, 2),
      Buffer.from(name),
      extra,
      data,
    ])
    bodies.push(local)
    const tail = [
      number(0, 2),
      number(0, 2),
      number(0, 2),
      number(0, 2),
      number(0, 4),
      number(offset, 4),
      Buffer.from(name),
    ]
    directory.push(Buffer.concat([number(0x02014b50, 4), number(20, 2), number(20, 2), ...common, ...tail]))
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  const counts = [
    number(files.length, 2),
    number(files.length, 2),
    number(entries.length, 4),
    number(offset, 4),
  ]
  return Buffer.concat([...bodies, entries, number(0x06054b50, 4), number(0, 4), ...counts, number(0, 2)])
}

const archive = archiveOf([
  { name: 'helm/helm', content: 'not this one', method: 8 },
  { name: 'kubectl/kubectl', content: 'deflated '.repeat(100), method: 8 },
  { name: 'stored', content: 'as it is', method: 0 },
  { name: 'strange', content: 'packed otherwise', method: 12 },
])

test('a file comes out as it went in', async () => {
  expect((await unzip(archive, 'kubectl/kubectl')).toString()).toBe('deflated '.repeat(100))
  expect((await unzip(archive, 'stored')).toString()).toBe('as it is')
})

test('what cannot be read is refused', async () => {
  await expect(unzip(archive, 'missing')).rejects.toThrow('has no missing')
  await expect(unzip(archive, 'strange')).rejects.toThrow('method 12')
  await expect(unzip(Buffer.from('plain text'), 'stored')).rejects.toThrow('not a ZIP archive')
})
