import { loadable } from '#web/ui/loadable.tsx'

/** The editor's code, far larger than any page: so it comes only when somebody wants to read or write YAML. */
export const yamlEditor = loadable(async () => (await import('./yaml-editor.tsx')).YamlEditor)

/** The editor of one object; the other one comes with it. */
export const objectEditor = loadable(async () => (await import('./object-editor.tsx')).ObjectEditor)
