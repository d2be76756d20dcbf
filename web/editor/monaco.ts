// What an editor of YAML needs of Monaco and nothing else: all of it would be several times as much.
import 'monaco-editor/features/bracketMatching/register.js'
import 'monaco-editor/features/clipboard/register.js'
import 'monaco-editor/features/codicon/register.js'
import 'monaco-editor/features/comment/register.js'
import 'monaco-editor/features/cursorUndo/register.js'
import 'monaco-editor/features/find/register.js'
import 'monaco-editor/features/folding/register.js'
import 'monaco-editor/features/gotoError/register.js'
import 'monaco-editor/features/hover/register.js'
import 'monaco-editor/features/indentation/register.js'
import 'monaco-editor/features/linesOperations/register.js'
import 'monaco-editor/features/longLinesHelper/register.js'
import 'monaco-editor/features/multicursor/register.js'
import 'monaco-editor/features/readOnlyMessage/register.js'
import 'monaco-editor/features/snippet/register.js'
// Its register.js has the grey text behind the cursor alone.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js'
import 'monaco-editor/features/toggleTabFocusMode/register.js'
import 'monaco-editor/features/unicodeHighlighter/register.js'
import 'monaco-editor/features/wordOperations/register.js'
import 'monaco-editor/languages/definitions/yaml/register.js'
import * as monaco from 'monaco-editor/editor/editor.api.js'
// oxlint-disable-next-line import/default -- Vite makes the address of the bundled worker its default export.
import workerAddress from 'monaco-editor/editor/editor.worker.js?worker&url'
import { dark, light } from '#web/theme/tokens.ts'
import { explain } from './explain.ts'
import { readManifest } from './manifest.ts'
import { schemasOf, type Schemas } from './schema.ts'
import { suggest } from './suggestions.ts'

export { monaco }

/** Trusted Types, as far as they are needed here: TypeScript knows nothing of them yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): unknown }
}

/** The policy of our pages lets no text become the address of a script, but for this one. */
const workers = (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('aerie-editor', {
  createScriptURL: (address) => {
    if (address !== workerAddress) throw new TypeError(`${address} is no worker of the editor`)
    return address
  },
})

self.MonacoEnvironment = {
  getWorker: () => {
    // A worker takes a trusted address as well as a text; the types of the language know only of the text.
    const address = (workers?.createScriptURL(workerAddress) ?? workerAddress) as string
    return new Worker(address, { type: 'module', name: 'editor' })
  },
}

const known = new WeakMap<monaco.editor.ITextModel, Schemas>()
const nothing = schemasOf([])

/** Says by which kinds a text is completed and explained. */
export function setSchemas(model: monaco.editor.ITextModel, schemas: Schemas): void {
  known.set(model, schemas)
}

monaco.languages.registerCompletionItemProvider('yaml', {
  provideCompletionItems(model, position) {
    const text = model.getValue()
    const offset = model.getOffsetAt(position)
    const { suggestions, typed } = suggest(
      text.slice(0, offset),
      text.slice(offset),
      known.get(model) ?? nothing,
    )
    const { lineNumber, column } = position
    const range = new monaco.Range(lineNumber, column - typed.length, lineNumber, column)
    return {
      suggestions: suggestions.map(({ label, insert, detail, description, required, what }) => ({
        label: { label, description: required ? `${detail}, required` : detail },
        kind:
          what === 'field'
            ? monaco.languages.CompletionItemKind.Field
            : monaco.languages.CompletionItemKind.Value,
        insertText: insert,
        insertTextRules:
          monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet |
          // The indentation is written as it should be.
          monaco.languages.CompletionItemInsertTextRule.KeepWhitespace,
        documentation: description,
        // What must be given comes first.
        sortText: `${required ? 0 : 1}${label}`,
        range,
        ...(what === 'field' && !insert.endsWith(' $0') ? {} : { command: suggestNext }),
      })),
    }
  },
})

/** After a name, its values are shown at once where only some can be. */
const suggestNext = { id: 'editor.action.triggerSuggest', title: 'Suggest' }

monaco.languages.registerHoverProvider('yaml', {
  provideHover(model, position) {
    const found = explain(
      readManifest(model.getValue()),
      model.getOffsetAt(position),
      known.get(model) ?? nothing,
    )
    if (found === undefined) return null
    const { path, type, description, required, from, to } = found
    return {
      range: rangeOf(model, from, to),
      contents: [
        { value: `\`${path}\`: ${type}${required ? ', required' : ''}` },
        // A description is a text of the server's, and neither Markdown nor HTML.
        { value: description.replaceAll(/[\\`*_{}[\]()#+!<>|-]/g, (sign) => `\\${sign}`) },
      ],
    }
  },
})

function rangeOf(model: monaco.editor.ITextModel, from: number, to: number): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to))
}

for (const [name, tokens, base] of [
  ['light', light, 'vs'],
  ['dark', dark, 'vs-dark'],
] as const) {
  monaco.editor.defineTheme(`aerie-${name}`, {
    base,
    inherit: true,
    rules: [
      ...['type', 'type.yaml'].map((token) => ({ token, foreground: plain(tokens.primary.main) })),
      ...['string', 'string.yaml'].map((token) => ({ token, foreground: plain(tokens.text.primary) })),
      ...['number', 'number.yaml'].map((token) => ({ token, foreground: plain(tokens.success.main) })),
      ...['keyword', 'keyword.yaml'].map((token) => ({ token, foreground: plain(tokens.warning.main) })),
      ...['comment', 'comment.yaml'].map((token) => ({ token, foreground: plain(tokens.text.secondary) })),
    ],
    colors: {
      'editor.background': tokens.background.paper,
      'editor.foreground': tokens.text.primary,
      'editorLineNumber.foreground': tokens.text.secondary,
      'editorLineNumber.activeForeground': tokens.text.primary,
      'editor.lineHighlightBackground': tokens.action.hover,
      'editor.lineHighlightBorder': '#00000000',
      'editorError.foreground': tokens.error.main,
      'editorWarning.foreground': tokens.warning.main,
      'editorCursor.foreground': tokens.primary.main,
      focusBorder: tokens.primary.main,
      'editorWidget.background': tokens.background.paper,
      'editorWidget.border': tokens.divider,
      'editorSuggestWidget.selectedBackground': tokens.action.selected,
      'editorSuggestWidget.selectedForeground': tokens.text.primary,
      'editorSuggestWidget.highlightForeground': tokens.primary.main,
      'editorSuggestWidget.focusHighlightForeground': tokens.primary.main,
      'editorHoverWidget.background': tokens.background.paper,
      'editorHoverWidget.border': tokens.divider,
    },
  })
}

/** Monaco's rules write colours without their sign. */
function plain(colour: string): string {
  return colour.slice(1)
}
