import { mono } from '#web/theme/theme.ts'
import Box from '@mui/material/Box'
import { useColorScheme } from '@mui/material/styles'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { monaco, setSchemas } from './monaco.ts'
import type { Problem } from './problems.ts'
import type { Schemas } from './schema.ts'

interface Props {
  /** What the text is, for whoever only hears it. */
  label: string
  value: string
  /** Left out where the text can only be read. */
  onChange?: (text: string) => void
  schemas: Schemas
  problems: readonly Problem[]
  /** How high it may become before it scrolls, as a CSS length; as high as its text below that. */
  height: string
}

/**
 * A text of YAML in Monaco. What is typed is told, and what comes as `value` from elsewhere is put in as one edit
 * that can be undone, with the cursor where it was.
 */
export function YamlText({ label, value, onChange, schemas, problems, height: maxHeight }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor>()
  const tell = useRef(onChange)
  // What was told and has not come back yet: it is older than what is in the editor by now.
  const underWay = useRef<string[]>([])
  const isPutIn = useRef(false)
  const first = useRef({ value, label, readOnly: onChange === undefined })
  const { mode, systemMode } = useColorScheme()
  // As lines until it is known how many of them are broken.
  const [height, setHeight] = useState(() => value.split('\n').length * lineHeight + 2 * padding)

  useEffect(() => {
    tell.current = onChange
  })

  useEffect(() => {
    if (place.current === null) return undefined
    const model = monaco.editor.createModel(first.current.value, 'yaml')
    const made = monaco.editor.create(place.current, {
      ...options,
      model,
      ariaLabel: first.current.label,
      readOnly: first.current.readOnly,
    })
    model.onDidChangeContent(() => {
      if (isPutIn.current) return
      const text = model.getValue()
      underWay.current.push(text)
      tell.current?.(text)
    })
    setHeight(made.getContentHeight())
    made.onDidContentSizeChange(({ contentHeight }) => setHeight(contentHeight))
    made.addCommand(
      monaco.KeyCode.Escape,
      () => made.updateOptions({ tabFocusMode: true }),
      '!suggestWidgetVisible && !findWidgetVisible && !editorHasMultipleSelections && !markersNavigationVisible && !inSnippetMode',
    )
    made.onDidBlurEditorText(() => made.updateOptions({ tabFocusMode: first.current.readOnly }))
    made.updateOptions({ tabFocusMode: first.current.readOnly })
    setEditor(made)
    return () => {
      made.dispose()
      model.dispose()
    }
  }, [])

  useEffect(() => {
    const model = editor?.getModel()
    if (editor === undefined || !model) return
    const known = underWay.current.lastIndexOf(value)
    underWay.current.splice(0, known + 1)
    if (known >= 0 || model.getValue() === value) return
    isPutIn.current = true
    if (editor.getOption(monaco.editor.EditorOption.readOnly)) model.setValue(value)
    else {
      const at = editor.getPosition()
      editor.pushUndoStop()
      editor.executeEdits('elsewhere', [{ range: model.getFullModelRange(), text: value }])
      editor.pushUndoStop()
      if (at !== null) editor.setPosition(at)
    }
    underWay.current = []
    isPutIn.current = false
  }, [editor, value])

  useEffect(() => {
    const model = editor?.getModel()
    if (model) setSchemas(model, schemas)
  }, [editor, schemas])

  useEffect(() => {
    const model = editor?.getModel()
    if (!model) return
    const markers = problems.map(({ from, to, message, severity }) => {
      const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)]
      return {
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
        message,
        severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      }
    })
    monaco.editor.setModelMarkers(model, 'aerie', markers)
  }, [editor, problems])

  const isDark = (mode === 'system' ? systemMode : mode) === 'dark'
  useEffect(() => monaco.editor.setTheme(isDark ? 'aerie-dark' : 'aerie-light'), [isDark])

  return <Box ref={place} style={{ height, maxHeight }} sx={{ minHeight: 96, overflow: 'hidden' }} />
}

const lineHeight = 20
/** Above and below the text, as the line height in CSS pixels. */
const padding = 10

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  contextmenu: false,
  detectIndentation: false,
  fixedOverflowWidgets: true,
  folding: true,
  fontFamily: mono,
  fontSize: 13,
  insertSpaces: true,
  lineHeight,
  lineNumbersMinChars: 3,
  links: false,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: padding, bottom: padding },
  quickSuggestions: { other: true, strings: true, comments: false },
  renderFinalNewline: 'on',
  renderLineHighlight: 'line',
  renderLineHighlightOnlyWhenFocus: true,
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false },
  stickyScroll: { enabled: false },
  suggest: { showWords: false, snippetsPreventQuickSuggestions: false },
  tabSize: 2,
  // Curly quotes and other languages are no attack; what cannot be seen at all may be one.
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true, nonBasicASCII: false },
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
}
