/** The editor's code, far larger than any page: so it comes only when somebody wants to write. */
export const loadEditor = () => import('./yaml-editor.tsx')

/** Lets it travel already, for whoever is on the way to it. */
export function beginEditor(): void {
  // A failure comes up again, and is told, when the editor is shown.
  loadEditor().catch(() => undefined)
}
