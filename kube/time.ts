/** A time as Kubernetes writes it (`meta/v1.Time`): RFC 3339 in UTC with whole seconds. */
export function writeTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** Milliseconds since 1970; 0 for no time. */
export function readTime(text: unknown): number {
  return typeof text === 'string' && text !== '' ? Date.parse(text) : 0
}
