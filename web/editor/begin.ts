/** The editor's code, far larger than any page: so it comes only when somebody wants to read or write YAML. */
export const loadEditor = () => import('./yaml-editor.tsx')

/** The editor of one object; the other one comes with it. */
export const loadObjectEditor = () => import('./object-editor.tsx')

/** Lets it travel already, for whoever is on the way to it. */
export function beginEditor(): void {
  // A failure comes up again, and is told, when the editor is shown.
  loadEditor().catch(() => undefined)
}
