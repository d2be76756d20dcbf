import DoneIcon from '@mui/icons-material/Check'
import CopyIcon from '@mui/icons-material/ContentCopy'
import IconButton from '@mui/material/IconButton'
import { useState, type ReactNode } from 'react'

/** Puts a text on the clipboard; its name says when that is done, or that the browser refused. */
export function CopyButton({ text, what }: { text: string; what: string }): ReactNode {
  const [result, setResult] = useState<'copied' | 'refused'>()
  const label = { copied: `Copied ${what}`, refused: `The browser refused to copy ${what}` }
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setResult('copied')
    } catch {
      setResult('refused')
    }
  }
  return (
    <IconButton
      aria-label={result === undefined ? `Copy ${what}` : label[result]}
      title={result === undefined ? `Copy ${what}` : label[result]}
      color={result === 'refused' ? 'error' : 'default'}
      onClick={() => void copy()}
      onBlur={() => setResult(undefined)}
    >
      {result === 'copied' ? <DoneIcon sx={{ fontSize: 16 }} /> : <CopyIcon sx={{ fontSize: 16 }} />}
    </IconButton>
  )
}
