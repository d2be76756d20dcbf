/** The part of Vite's manifest that says which file needs which. */
export type Manifest = Record<string, { file: string; imports?: string[] }>

/** The files that a browser loads for these entries: their own and, once each, all they import at the start. */
export function loadedFiles(manifest: Manifest, entries: readonly string[]): string[] {
  const seen = new Set<string>()
  const waiting = [...entries]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`the build has no ${key}`)
    seen.add(key)
    waiting.push(...(chunk.imports ?? []))
  }
  return [...seen].map((key) => manifest[key]?.file ?? '')
}
