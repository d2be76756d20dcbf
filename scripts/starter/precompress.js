import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'

const compress = promisify(brotliCompress)

/** Below this a header costs more than compressing saves. */
const leastBytes = 1024

/**
 * Puts beside each text file of a folder its brotli form, which the gateway sends to whoever takes it:
 * compressed once and well at the build, instead of hastily with every request.
 *
 * @param {string} folder
 */
export async function precompress(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|css|html|svg|json|wasm)$/.test(name) && !name.startsWith('.'))
    .map((name) => join(folder, name))
  await Promise.all(
    files
      .filter((file) => statSync(file).size >= leastBytes)
      .map(async (file) => writeFileSync(`${file}.br`, await compress(await readFile(file)))),
  )
}
