import { mono } from '#web/theme/theme.ts'
import Box from '@mui/material/Box'
import { Suspense, type ReactNode } from 'react'
import { yamlEditor } from './begin.ts'
import type { YamlEditorProps } from './yaml-editor.tsx'

/** An editor of YAML. Until it is there, its text can be read. */
export function Editor(props: YamlEditorProps): ReactNode {
  return (
    <Suspense fallback={<PlainText {...props} />}>
      <yamlEditor.Component {...props} />
    </Suspense>
  )
}

function PlainText({ label, value, height = '60vh' }: YamlEditorProps): ReactNode {
  return (
    <Box
      component="pre"
      role="region"
      tabIndex={0}
      aria-label={label}
      aria-busy
      sx={{
        m: 0,
        pl: '62px',
        pr: 2,
        py: '10px',
        minHeight: 96,
        maxHeight: height,
        overflow: 'auto',
        fontFamily: mono,
        fontSize: 13,
        lineHeight: '20px',
        whiteSpace: 'pre-wrap',
      }}
    >
      {value}
    </Box>
  )
}
