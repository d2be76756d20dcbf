import type { Status } from '#kube/status.ts'

export const protobuf = 'application/vnd.kubernetes.protobuf'

/** Whether a client reads protobuf and nothing else; then errors at least must reach it so. */
export function readsProtobufOnly(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((clause) => clause.split(';', 1)[0]?.trim())
  return types.every((type) => type === protobuf)
}

/** A failed Status in Kubernetes' protobuf envelope; details are left out. */
export function encodeStatus({
  status = 'Failure',
  message = '',
  reason = '',
  code = 0,
}: Status): Uint8Array {
  const metadata = [1, 2, 3].map((field) => text(field, ''))
  const body = Buffer.concat([
    bytes(1, Buffer.concat(metadata)),
    text(2, status),
    text(3, message),
    text(4, reason),
    Buffer.concat([tag(6, 0), varint(code)]),
  ])
  const type = Buffer.concat([text(1, 'v1'), text(2, 'Status')])
  return Buffer.concat([Buffer.from('k8s\0'), bytes(1, type), bytes(2, body), text(3, ''), text(4, '')])
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value))
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([tag(field, 2), varint(value.length), value])
}

function tag(field: number, wire: number): Buffer {
  return varint(field * 8 + wire)
}

function varint(value: number): Buffer {
  const parts: number[] = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) parts.push((rest % 128) + 128)
  return Buffer.from([...parts, rest])
}
