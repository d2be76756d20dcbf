import { kubernetesVersion } from './version.ts'

const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

/** Clients ask for it by a name that is no media type; an answer must have one. */
const asked = protobuf.replace('v2.v1', 'v2@v1')

const info = { title: 'Kubernetes', version: kubernetesVersion.gitVersion }

/**
 * `/openapi/v2`, with nothing defined, in the form that `accept` asks for: all that is served is described in v3.
 * kubectl comes here when it does not find a kind there, and takes a refusal for the end; with this it says that
 * there is no such kind.
 */
export function openApiV2(accept: string): { contentType: string; body: Buffer } {
  if (!accept.includes(protobuf) && !accept.includes(asked)) {
    const body = JSON.stringify({ swagger: '2.0', info, paths: {}, definitions: {} })
    return { contentType: 'application/json', body: Buffer.from(body) }
  }
  const title = field(1, Buffer.from(info.title))
  const version = field(2, Buffer.from(info.version))
  const body = Buffer.concat([field(1, Buffer.from('2.0')), field(2, Buffer.concat([title, version]))])
  return { contentType: protobuf, body }
}

/** A text or a message of less than 128 bytes, as protobuf writes it. */
function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes])
}
