import 'monaco-editor/languages/definitions/yaml/register.js'
import * as monaco from 'monaco-editor/editor/editor.api.js'
// oxlint-disable-next-line import/default -- Vite makes the address of the bundled worker its default export.
import workerAddress from 'monaco-editor/editor/editor.worker.js?worker&url'

self.MonacoEnvironment = { getWorker: () => new Worker(workerAddress, { type: 'module' }) }

/** Of about as many lines as the console shows of a space. */
const text = `apiVersion: management.loft.sh/v1
kind: SpaceInstance
metadata:
  name: many
  namespace: loft-p-bench
${Array.from({ length: 30 }, (_, index) => `  field-${index}: value\n`).join('')}`

export function show(place: HTMLElement | null): void {
  if (place !== null)
    monaco.editor.create(place, { value: text, language: 'yaml', minimap: { enabled: false } })
}
